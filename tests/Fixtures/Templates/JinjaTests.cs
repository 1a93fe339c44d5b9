using System.Text.Json;
using DiversityBench.Fixtures.Templates;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Templates;

/// <summary>The interpreter against Jinja itself: jinja_cases.json says which version and settings made the expected texts.</summary>
public class JinjaTests
{
    [Test]
    public void Every_case_renders_as_jinja2_renders_it()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestData.RepositoryRoot, "tests", "Fixtures", "Templates", "jinja_cases.json")));
        ChatMessage[] messages =
        [
            .. file.RootElement.GetProperty("messages").EnumerateArray()
                .Select(item => new ChatMessage(item.GetProperty("role").GetString()!, item.GetProperty("content").GetString()!)),
        ];
        var cases = file.RootElement.GetProperty("cases").EnumerateArray().ToArray();

        cases.Should().HaveCountGreaterThan(40);
        using var scope = new FluentAssertions.Execution.AssertionScope();
        foreach (var item in cases)
        {
            var template = item.GetProperty("template").GetString()!;
            Render(template, messages).Should().Be(item.GetProperty("expected").GetString(), "of the template {0}", template);
        }
    }

    // Each unsupported or wrong construct is refused with its place; line and column from 1.
    [TestCase("{% for x in y %}", 1, 17, "the end of the template")]
    [TestCase("a\n{% include 'x' %}", 2, 4, "'include'")]
    [TestCase("{% call f() %}{% endcall %}", 1, 4, "'call'")]
    [TestCase("{% break %}", 1, 4, "'break'")]
    [TestCase("{{ x | wordcount }}", 1, 8, "'wordcount'")]
    [TestCase("{{ x is callable }}", 1, 9, "'callable'")]
    [TestCase("{{ x ? 1 : 2 }}", 1, 6, "the character '?'")]
    [TestCase("{{ 'open }}", 1, 4, "the end of the template")]
    [TestCase("{{ x", 1, 1, "the end of the template")]
    [TestCase("{# x", 1, 1, "the end of the template")]
    [TestCase("{{ x y }}", 1, 6, "'y'")]
    [TestCase("{{ [1, 2 }}", 1, 10, "'}'")]
    [TestCase("{% if x %}\n{% endfor %}", 2, 4, "'endfor'")]
    [TestCase("{{ }}", 1, 4, "'}}'")]
    public void What_cannot_be_read_is_refused_with_its_position(string template, int line, int column, string found)
    {
        var parse = () => ChatTemplate.Parse(template);

        var error = parse.Should().Throw<BenchException>().Which;
        error.Message.Should().StartWith("Expected ").And.Contain($"but found {found}").And.Contain($"\nPosition: line {line}, column {column}\n").And.Contain("\nNext step: ");
    }

    [TestCase("{{ missing.role }}", "the undefined variable 'missing'")]
    [TestCase("x{{ missing() }}", "'missing'")]
    [TestCase("{{ 'a'.format(1) }}", "'.format' of a string")]
    [TestCase("{{ messages.append(1) }}", "'.append' of a list")]
    [TestCase("{{ 1 + 'a' }}", "a number and a string")]
    [TestCase("{{ 'a' < 1 }}", "a string and a number")]
    [TestCase("{{ missing + 'a' }}", "the undefined variable 'missing' and a string")]
    [TestCase("{{ 1 // 0 }}", "0")]
    [TestCase("{% for x in 5 %}{% endfor %}", "a number")]
    [TestCase("{% for a, b in [[1]] %}{% endfor %}", "1")]
    [TestCase("{% set x = 1 %}{% set x.y = 1 %}", "a number")]
    [TestCase("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "no room to go on")]
    [TestCase("{{ range(1000000000) }}", "range(0, 1000000000, 1)")]
    [TestCase("{{ 'abc'[::0] }}", "a number")]
    [TestCase("{{ messages | first + 1 }}", "the undefined variable 'first' and a number")]
    public void What_values_do_not_allow_is_an_error_with_its_position(string template, string found)
    {
        var render = () => Render(template);

        var error = render.Should().Throw<BenchException>().Which;
        error.Message.Should().Contain($"but found {found}").And.Contain("\nPosition: line 1, column ").And.Contain("\nNext step: ");
    }

    [TestCase("(")]
    [TestCase("[")]
    [TestCase("not ")]
    [TestCase("-")]
    public void A_template_nested_without_end_is_an_error_and_no_crash(string opening)
    {
        var parse = () => ChatTemplate.Parse("{{ " + string.Concat(Enumerable.Repeat(opening, 100_000)));

        parse.Should().Throw<BenchException>();
    }

    [Test]
    public void A_chain_without_end_is_an_error_and_no_crash()
    {
        var render = () => Render("{{ 1" + string.Concat(Enumerable.Repeat("+1", 100_000)) + " }}");

        render.Should().Throw<BenchException>().WithMessage("*but found no room to go on*");
    }

    [Test]
    public void The_date_comes_from_outside_or_not_at_all()
    {
        const string asks = "{% if strftime_now is defined %}{{ strftime_now('%d %b %Y') }}{% else %}no date{% endif %}";
        var insists = () => Render("{{ strftime_now('%Y') }}");

        Render(asks).Should().Be("no date");
        ChatTemplate.Parse(asks).Render([], false, today: new DateOnly(2024, 7, 6)).Should().Be("06 Jul 2024");
        insists.Should().Throw<BenchException>().WithMessage("*'strftime_now' without a date*'today'*");
    }

    [Test]
    public void Further_variables_reach_the_template()
    {
        var template = ChatTemplate.Parse("{{ n + 1 }}{{ 'off' if enable_thinking is false }}{{ pad_token }}");

        template.Render([], false, variables: new Dictionary<string, object?> { ["n"] = 1, ["enable_thinking"] = false, ["pad_token"] = "<pad>" })
            .Should().Be("2off<pad>");
    }

    private static string Render(string template, params ChatMessage[] messages) => ChatTemplate.Parse(template).Render(messages, false);
}
