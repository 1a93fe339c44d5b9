using System.Diagnostics;
using System.Text.Json;
using DiversityBench.Metrics.Syntax;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Syntax;

public sealed class PythonModuleTests
{
    [Test]
    public void CPython_agrees_about_every_text()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestData.RepositoryRoot, "tests", "Metrics", "Syntax", "python-verdicts.json")));
        var cases = file.RootElement.GetProperty("cases").EnumerateArray().Select(c => (Text: c[0].GetString()!, Parses: c[1].GetBoolean())).ToArray();

        cases.Count(c => c.Parses).Should().Be(537);
        cases.Should().HaveCount(1991);
        cases.Where(c => PythonModule.Parse(c.Text).IsDefined != c.Parses).Select(c => $"{c.Text} -> {PythonModule.Parse(c.Text)}").Should().Equal([]);
    }

    [TestCase("x = 1", 0)]
    [TestCase("def f():\n    def g(): pass\n    return lambda: g\n\nasync def h(): pass", 3)]
    public void Functions_are_counted(string text, int functions) => PythonModule.Parse(text).Value.Functions.Should().Be(functions);

    [TestCase("def f(:): pass", "line 1: expected a name but found ':'")]
    [TestCase("x = 1\ny = (2,\n", "line 3: '(' was never closed")]
    [TestCase("if a:\nb", "line 2: expected an indented block but found 'b'")]
    [TestCase("x = 'a\n", "line 1: a string has no end")]
    [TestCase("f() = 1", "line 1: something that cannot be assigned to")]
    public void Faults_name_line_and_finding(string text, string reason) => PythonModule.Parse(text).Reason.Should().Be(reason);

    [TestCase("def f(a):\n    match a:\n        case [1, *_]: return lambda: a\n        case _:\n            def g(): pass", 2)]
    [TestCase("match = case = 1\nmatch(case)", 0)]
    public void Functions_within_patterns_are_counted_and_match_is_a_name_elsewhere(string text, int functions) => PythonModule.Parse(text).Value.Functions.Should().Be(functions);

    [TestCase("match a:\n    b", "line 2: expected 'case' but found 'b'")]
    [TestCase("match a:\n    case b.c as _: d", "line 2: expected another name but found '_'")]
    [TestCase("match a:\n    case 1 + 2: d", "line 2: expected an imaginary number but found a number")]
    public void Faults_of_patterns_name_line_and_finding(string text, string reason) => PythonModule.Parse(text).Reason.Should().Be(reason);

    // 100 brackets and 200 expressions are allowed, as documented; so is a length of 100,000. The sign of -1 is an expression within the statement's.
    [TestCase("(", 100, ")", true)]
    [TestCase("(", 101, ")", false)]
    [TestCase("[", 100_000, "]", false)]
    [TestCase("-", 199, "1", true)]
    [TestCase("-", 200, "1", false)]
    [TestCase("-", 50_000, "1", false)]
    [TestCase("not ", 20_000, "a", false)]
    [TestCase("lambda: ", 10_000, "a", false)]
    [TestCase("a if b else ", 8_000, "c", false)]
    [TestCase("a ** ", 15_000, "a", false)]
    [TestCase("f(*", 20_000, "a", false)]
    [TestCase("{**{", 20_000, "a", false)]
    [TestCase("a.b[0](c) or ", 7_000, "a", true)]
    [TestCase("a + ", 20_000, "a", true)]
    [TestCase("a, ", 20_000, "a", true)]
    public void Depth_is_bounded_and_length_alone_is_not_depth(string unit, int times, string end, bool parses)
    {
        var opened = string.Concat(Enumerable.Repeat(unit, times));
        var text = unit is "(" or "[" ? opened + "a" + string.Concat(Enumerable.Repeat(end, times)) : opened + end;
        var found = !parses;
        var small = new Thread(() => found = PythonModule.Parse(text).IsDefined, maxStackSize: 512 * 1024);

        small.Start();
        small.Join(TimeSpan.FromSeconds(20)).Should().BeTrue();
        found.Should().Be(parses);
    }

    [Test]
    public void Blocks_nest_100_deep_at_most()
    {
        static string Nested(int depth) => string.Concat(Enumerable.Range(0, depth).Select(i => new string(' ', i) + "if a:\n")) + new string(' ', depth) + "b";

        PythonModule.Parse(Nested(100)).IsDefined.Should().BeTrue();
        PythonModule.Parse(Nested(101)).Reason.Should().Be("line 102: blocks are nested too deeply");
    }

    // Linear in the text: 100,000 characters take milliseconds.
    [TestCase("\\\n")]
    [TestCase("'")]
    [TestCase("\"\"\"")]
    [TestCase("0_")]
    [TestCase("with (")]
    [TestCase("(a for a in ")]
    [TestCase("x")]
    [TestCase("@")]
    [TestCase("\n ")]
    [TestCase("\r")]
    [TestCase("match ")]
    [TestCase("match a\n")]
    [TestCase("match a:\n case b:\n  c\n")]
    public void Repeated_beginnings_take_bounded_time(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, PythonModule.MostCharacters / unit.Length));
        var clock = Stopwatch.StartNew();

        _ = PythonModule.Parse(text);

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(2));
    }

    [Test]
    public void Ten_megabytes_are_not_read()
        => PythonModule.Parse(new string('(', 10_000_000)).Reason.Should().Be("it has more than 100000 characters");
}
