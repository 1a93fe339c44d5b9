using System.Text;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Generations;

public sealed class PromptSetTests
{
    private const string Header = """{"promptSetVersion": 3, "set": "Personas", "experiment": "E1"}""";
    private const string Line = """{"id": "a", "kind": "persona", "text": "Persona:\nName:", "chat": "Write one.", "prefix": "Name:", "about": ["x"], "samples": 10, "maxTokens": 20, "source": "own"}""";
    private string path = "";

    [SetUp]
    public void MakeFile() => path = Path.GetTempFileName();

    [TearDown]
    public void RemoveFile() => File.Delete(path);

    [Test]
    public void A_well_formed_set_is_read_whole()
    {
        var set = Read(Header, Line, Line.Replace("\"a\"", "\"b\"", StringComparison.Ordinal).Replace("\"prefix\": \"Name:\", \"about\": [\"x\"], ", "", StringComparison.Ordinal));

        set.Should().Match<PromptSet>(s => s.Name == "Personas" && s.Experiment == "E1" && s.Version == 3 && s.Prompts.Count == 2);
        set.Prompts[0].Should().BeEquivalentTo(new Prompt("a", "Persona:\nName:", "persona") { Chat = "Write one.", Prefix = "Name:", About = ["x"], Samples = 10, MaxTokens = 20, Source = "own" });
        set.Prompts[0].VisibleText(" Ann", isChat: false).Should().Be("Name: Ann");
        set.Prompts[0].VisibleText("Name: Ann", isChat: true).Should().Be("Name: Ann");
        set.Prompts[1].Should().Match<Prompt>(p => p.Prefix == "" && p.About.Count == 0);
    }

    [Test]
    public void The_fingerprint_ignores_line_ends_and_sees_every_other_change()
    {
        var first = Read(Header, Line).Fingerprint;
        File.WriteAllText(path, Header + "\r\n" + Line + "\r\n");

        PromptSet.Read(path).Fingerprint.Should().Be(first);
        Read(Header, Line.Replace("20", "21", StringComparison.Ordinal)).Fingerprint.Should().NotBe(first);
    }

    [TestCase("\"samples\"", "\"sampels\"", "but found 'sampels'.", TestName = "Unknown_key")]
    [TestCase("\"samples\": 10", "\"samples\": 10, \"samples\": 11", "the samples of a prompt set to stand once", TestName = "Duplicate_key")]
    [TestCase("\"samples\": 10", "\"samples\": 0", "be a whole number from 1 to 1000000 because it counts, but found 0.", TestName = "Zero_samples")]
    [TestCase("\"samples\": 10", "\"samples\": 1e999", "but found 1e999.", TestName = "Endless_samples")]
    [TestCase("\"samples\": 10", "\"samples\": \"10\"", "but found \"10\".", TestName = "Samples_as_a_string")]
    [TestCase("\"samples\": 10, ", "", "but found no such key.", TestName = "Missing_key")]
    [TestCase("Write one.", " ", "the chat of a prompt set to hold text", TestName = "Empty_text")]
    [TestCase("\"chat\": \"Write one.\"", "\"chat\": 7", "be a string", TestName = "Number_for_text")]
    [TestCase("\"kind\": \"persona\"", "\"kind\": \"person\"", "be one of persona, biography, story, description, poem, letter", TestName = "Unknown_kind")]
    [TestCase("\"prefix\": \"Name:\"", "\"prefix\": \"Age:\"", "the prefix of a prompt set to be the end of text", TestName = "Prefix_that_is_not_the_end_of_text")]
    [TestCase("[\"x\"]", "[]", "be a list of words", TestName = "Empty_about")]
    [TestCase("\"id\": \"a\"", "\"id\": \"../a\"", "hold only a-z, 0-9 and hyphens", TestName = "Id_that_is_a_path")]
    [TestCase("{\"id\"", "// {\"id\"", "be one JSON object", TestName = "Comment")]
    [TestCase(Line, "", "but found a blank line.", TestName = "Blank_line")]
    [TestCase(Line, "[1]", "but found Array.", TestName = "Array_for_object")]
    public void A_faulty_line_is_named(string good, string bad, string expected)
        => FluentActions.Invoking(() => Read(Header, Line.Replace(good, bad, StringComparison.Ordinal), Line)).Should().Throw<BenchException>()
            .Which.Message.Should().Contain(expected).And.Contain($"File: {path}").And.Contain("Line: 2").And.Contain("Next step: ");

    [Test]
    public void Two_prompts_of_one_id_are_refused_with_both_lines()
        => FluentActions.Invoking(() => Read(Header, Line, Line)).Should().Throw<BenchException>()
            .Which.Message.Should().Contain("'a' also on line 2").And.Contain("Line: 3");

    [Test]
    public void A_set_without_header_or_prompts_is_refused()
    {
        FluentActions.Invoking(() => Read(Line)).Should().Throw<BenchException>().WithMessage("*'id'*Line: 1*");
        FluentActions.Invoking(() => Read(Header)).Should().Throw<BenchException>().WithMessage("*hold at least one prompt*");
        FluentActions.Invoking(() => Read("")).Should().Throw<BenchException>().WithMessage("*a blank line*");
    }

    [Test]
    public void An_absent_or_undecodable_file_is_refused_by_name()
    {
        FluentActions.Invoking(() => PromptSet.Read(path + ".none")).Should().Throw<BenchException>().WithMessage($"*File: {path}.none*");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(Header), 0xFF]);
        FluentActions.Invoking(() => PromptSet.Read(path)).Should().Throw<BenchException>().WithMessage("*readable UTF-8*");
    }

    private PromptSet Read(params string[] lines)
    {
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return PromptSet.Read(path);
    }
}
