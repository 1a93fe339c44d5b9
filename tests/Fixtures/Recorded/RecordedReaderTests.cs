using System.IO.Compression;
using System.Text;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Recorded;

[TestFixture]
internal sealed class RecordedReaderTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Line_gives_all_fields_and_others_are_passed_over()
    {
        var sample = Read("""{"model": "m", "extra": {"text": [1, {"prompt_id": 2}]}, "prompt_id": 7, "prompt": "Was?", "sample_index": 3, "text": "grün", "label": 2, "finish_reason": "length"}""").Single();

        sample.Should().Be(new RecordedSample("7", "Was?", 3, "grün") { Label = "2", Finish = FinishReason.Length });
    }

    [Test]
    public void Missing_answer_is_not_an_empty_one()
    {
        var samples = Read("""{"prompt_id": "a", "text": ""}""" + "\n" + """{"prompt_id": "b", "text": null}""");

        samples.Select(s => s.Text).Should().Equal("", null);
    }

    [Test]
    public void Log_probabilities_are_truncated_distributions_in_falling_order()
    {
        var step = Read("""{"prompt_id": "a", "text": "x", "logprobs": [{"token": "x", "logprob": -2.5, "bytes": [120], "top_logprobs": [{"token": "x", "logprob": -2.5}, {"token": "y", "logprob": -0.5}]}]}""")
            .Single().LogProbabilities.Should().ContainSingle().Which;

        step.Chosen.Should().Be(new TokenLogProbability("x", -2.5));
        step.Top.Select(t => t.Token).Should().Equal("y", "x");

        // e^-0.5 + e^-2.5
        step.ListedMass.Should().BeApproximately(0.6886156583, 1e-9);
    }

    // As servers send it: chat completions, with null where a refusal would stand, then other completions.
    [TestCase("""{"content": [{"token": "x", "logprob": -2.5, "top_logprobs": [{"token": "x", "logprob": -2.5}, {"token": "y", "logprob": -0.5}]}, {"token": "z", "logprob": -9999}], "refusal": null}""")]
    [TestCase("""{"text_offset": [0, 1], "token_logprobs": [-2.5, -9999], "tokens": ["x", "z"], "top_logprobs": [{"x": -2.5, "y": -0.5}, null]}""")]
    public void Objects_of_servers_are_read(string served)
    {
        var steps = Read($$"""{"prompt_id": "a", "logprobs": {{served}}, "text": "xz"}""").Single().LogProbabilities!;

        steps.Select(s => s.Chosen).Should().Equal(new TokenLogProbability("x", -2.5), new TokenLogProbability("z", -9999));
        steps[0].Top.Select(t => t.Token).Should().Equal("y", "x");
        steps[1].ListedMass.Should().Be(0);
    }

    [Test]
    public void Content_that_is_null_says_nothing_of_an_answer()
    {
        Read("""{"prompt_id": "a", "logprobs": {"content": null}, "text": "xz"}""").Single().LogProbabilities.Should().BeNull();
    }

    [Test]
    public void Other_names_of_fields_are_read()
    {
        var path = _folder.Write("a.jsonl", """{"id": "p", "output": "t", "partition": 4, "text": 1}"""u8.ToArray());

        var sample = RecordedReader.Read(path, new RecordedFields { PromptId = "id", Text = "output", Label = "partition" }).Single();

        sample.Should().Be(new RecordedSample("p", null, 0, "t") { Label = "4" });
    }

    [Test]
    public void One_field_may_stand_for_several()
    {
        var path = _folder.Write("a.jsonl", """{"prompt": "Was?", "text": "t"}"""u8.ToArray());

        var sample = RecordedReader.Read(path, new RecordedFields { PromptId = "prompt", Label = "text" }).Single();

        sample.Should().Be(new RecordedSample("Was?", "Was?", 0, "t") { Label = "t" });
    }

    [Test]
    public void Byte_order_mark_and_other_line_ends_are_accepted()
    {
        var samples = Read("\uFEFF{\"prompt_id\": \"a\", \"text\": \"1\"}\r\n{\"prompt_id\": \"b\", \"text\": \"2\"}\r\n");

        samples.Select(s => s.Text).Should().Equal("1", "2");
    }

    [Test]
    public void Text_of_ten_megabytes_among_small_ones_is_read()
    {
        var large = new string('ä', 5_000_000);
        var samples = Read($$"""{"prompt_id": "a", "text": "1"}{{'\n'}}{"prompt_id": "b", "text": "{{large}}"}{{'\n'}}{"prompt_id": "c", "text": "3"}""");

        samples.Select(s => s.Text).Should().Equal("1", large, "3");
    }

    // 29 bytes: the closing quote is missed in column 30.
    [TestCase("""{"prompt_id": "b", "text": "x""", "Column: 30", "its last line is cut", TestName = "Cut last line")]
    [TestCase("{\"prompt_id\": \"b\"\n", "Line: 2", "be one JSON object", TestName = "Cut line")]
    [TestCase("\n", "a blank line", "be one JSON object", TestName = "Blank line")]
    [TestCase("""{"prompt_id": "b", "text": "x"} 1""", "be one JSON object", "Line: 2", TestName = "Something after the object")]
    [TestCase("[1]", "StartArray", "Line: 2", TestName = "No object")]
    [TestCase("""{"prompt_id": "b"}""", "have the field text", "null where there is none", TestName = "No text")]
    [TestCase("""{"text": "b"}""", "have the field prompt_id", "name the field that holds it", TestName = "No prompt")]
    [TestCase("""{"prompt_id": "b", "text": 5}""", "the field text", "found 5", TestName = "Text that is a number")]
    [TestCase("""{"prompt_id": "b", "text": "x", "text": "y"}""", "have the field text once", "it twice", TestName = "Field twice")]
    [TestCase("""{"prompt_id": 1.5, "text": "x"}""", "the field prompt_id", "1.5", TestName = "Prompt that is a fraction")]
    [TestCase("""{"prompt_id": "b", "text": "x", "sample_index": -1}""", "the field sample_index", "-1", TestName = "Negative index")]
    [TestCase("""{"prompt_id": "b", "text": "x", "sample_index": "0"}""", "be a whole number from 0 to 2147483647", "found the text \"0\"", TestName = "Index as text")]
    [TestCase("""{"prompt_id": "b", "text": "\uD83D"}""", "hold whole characters", "Line: 2", TestName = "Half a surrogate pair")]
    [TestCase("""{"prompt_id": "b", "text": "x", "logprobs": [{"token": "x", "logprob": 0.5}]}""", "at most 0", "0.5", TestName = "Positive log-probability")]
    [TestCase("""{"prompt_id": "b", "text": "x", "logprobs": {"tokens": ["x", "y"], "token_logprobs": [-1]}}""", "the field logprobs", "2 tokens, 1 token_logprobs and 0 top_logprobs", TestName = "Fewer log-probabilities than tokens")]
    [TestCase("""{"prompt_id": "b", "text": "x", "logprobs": {"words": []}}""", "hold content, or tokens and token_logprobs", "found neither", TestName = "Another object of log-probabilities")]
    [TestCase("""{"prompt_id": "b", "text": "x", "logprobs": [{"token": "x", "logprob": -Infinity}]}""", "JSON has no such number, but found -Infinity.", "Write -9999 for", TestName = "Infinity")]
    [TestCase("""{"prompt_id": "b", "text": "x", "logprobs": [{"token": "x", "logprob": NaN}]}""", "found NaN", TestName = "NaN")]
    [TestCase("""{"prompt_id": "b", "text": "x", "logprobs": [{"token": "x", "logprob": 0, "top_logprobs": [{"token": "x", "logprob": 0}, {"token": "y", "logprob": -1}]}]}""", "sum to at most 1", "1.36", TestName = "Probabilities above 1")]
    public void Wrong_line_is_an_error_with_place_and_remedy(string line, params string[] expected)
    {
        var read = () => Read("""{"prompt_id": "a", "text": "x"}""" + "\n" + line);

        read.Should().Throw<BenchException>().Which.Message.Should().ContainAll(expected).And.Contain("File: ").And.Contain("Line: 2").And.Contain("Next step: ");
    }

    [Test]
    public void Invalid_bytes_are_named_with_their_place()
    {
        // "{"prompt_id": "a", "text": "" has 28 bytes before the byte 0xE4, which is a Latin-1 ä.
        var path = _folder.Write("a.jsonl", [.. """{"prompt_id": "a", "text": "ab"""u8[..28], 0xE4, .. "\"}\n"u8]);
        var read = () => RecordedReader.Read(path, new RecordedFields()).ToArray();

        read.Should().Throw<BenchException>().Which.Message.Should().ContainAll("be UTF-8", "0xE4 at column 29", "Line: 1");
    }

    [Test]
    public void A_packed_file_is_told_as_such()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write("""{"prompt_id": "a", "text": "x"}"""u8);
        var read = () => RecordedReader.Read(_folder.Write("a.jsonl.gz", packed.ToArray()), new RecordedFields()).ToArray();

        read.Should().Throw<BenchException>().Which.Message.Should().ContainAll("but found a file that gzip packed.", "Next step: Unpack it with gunzip");
    }

    [Test]
    public void Missing_and_empty_files_are_errors()
    {
        var missing = () => RecordedReader.Read(_folder.At("none.jsonl"), new RecordedFields()).ToArray();
        missing.Should().Throw<BenchException>().Which.Message.Should().Contain("none.jsonl");

        var empty = () => Read("");
        empty.Should().Throw<BenchException>().Which.Message.Should().Contain("an empty file");
    }

    private RecordedSample[] Read(string content)
        => [.. RecordedReader.Read(_folder.Write("recorded.jsonl", Encoding.UTF8.GetBytes(content)), new RecordedFields())];
}
