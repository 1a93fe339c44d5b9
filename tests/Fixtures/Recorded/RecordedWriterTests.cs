using System.Security.Cryptography;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using DiversityBench.Tests.Fixtures.Tokenization;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Recorded;

[TestFixture]
internal sealed class RecordedWriterTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void What_is_written_is_read_as_it_was()
    {
        const string text = " \"grün\"\n\t\0\u2028</script> \U0001F600 \uFFFD\\";
        var path = _folder.At("out/a.jsonl");

        var hash = RecordedWriter.Write(path, [("S/p", "Was?\n", Of(0, text, FinishReason.EndOfSequence)), ("S/p", "Was?\n", Of(1, "", FinishReason.Length)), ("S/q", "", Of(0, "x", FinishReason.StopString))]);

        RecordedReader.Read(path, new RecordedFields()).Should().Equal(
            new RecordedSample("S/p", "Was?\n", 0, text) { Finish = FinishReason.EndOfSequence },
            new RecordedSample("S/p", "Was?\n", 1, "") { Finish = FinishReason.Length },
            // Cut at a stop string, it neither ended by itself nor reached the limit.
            new RecordedSample("S/q", "", 0, "x"));
        hash.Should().Be(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        Directory.GetFiles(_folder.At("out")).Should().Equal(path);
    }

    [Test]
    public void Tokens_are_written_as_the_text_that_they_add_with_the_most_probable_ones()
    {
        // Ids of SmallTokenizers.LlamaForm: 268 is a blank and hello, 229, 133 and 175 are the bytes of the euro sign, 2 ends a text.
        int[] ids = [268, 229, 133, 175, 268];
        StepStatistics Step(int rank) => new(1, 0.5f, 0.25f, 0, 0, 0, 2, MathF.Log(rank == 0 ? 0.5f : 0.25f)) { TopTokens = new TopTokens([268, 2]) };
        var generation = new Generation(0, [.. ids.Select(id => new TokenId(id))], "hello€ hello", [.. ids.Append(2).Select((_, i) => Step(i % 2))], FinishReason.EndOfSequence);
        var path = _folder.At("a.jsonl");

        RecordedWriter.Write(path, [("S/p", "Was?", generation)], new TokenTexts(SmallTokenizers.LlamaForm().Load()));

        var steps = RecordedReader.Read(path, new RecordedFields()).Single().LogProbabilities!;
        steps.Select(s => s.Chosen.Token).Should().Equal(["hello", "", "", "€", " hello", ""], "the step that ended the answer added nothing");
        steps.Select(s => s.Chosen.LogProbability).Should().Equal(-0.6931, -1.3863, -0.6931, -1.3863, -0.6931, -1.3863);
        steps[0].Top.Should().Equal(new TokenLogProbability("hello", -0.6931), new TokenLogProbability("</s>", -1.3863));
        steps[4].Top[0].Token.Should().Be(" hello");
    }

    [Test]
    public void File_keeps_its_content_until_the_new_one_is_complete()
    {
        var path = _folder.Write("a.jsonl", "before");
        IEnumerable<(string, string, Generation)> Broken()
        {
            yield return ("p", "Was?", Of(0, "x", FinishReason.Length));
            throw new InvalidOperationException("no more samples");
        }

        var write = () => RecordedWriter.Write(path, Broken());

        write.Should().Throw<InvalidOperationException>();
        File.ReadAllText(path).Should().Be("before");
    }

    [Test]
    public void Folder_that_cannot_be_made_is_named()
    {
        var write = () => RecordedWriter.Write(Path.Combine(_folder.Write("file", "no folder"), "a.jsonl"), []);

        write.Should().Throw<BenchException>().Which.Message.Should().ContainAll("be writable", "File: ", "Next step: Choose another folder");
    }

    private static Generation Of(int index, string text, FinishReason finish) => new(index, [], text, [], finish);
}
