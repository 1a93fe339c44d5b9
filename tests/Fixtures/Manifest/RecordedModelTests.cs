using System.Security.Cryptography;
using System.Text.RegularExpressions;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NJsonSchema;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

[TestFixture]
internal sealed class RecordedModelTests
{
    private static readonly byte[] Line = """{"prompt_id": "a", "text": "x"}"""u8.ToArray();

    private static readonly string Good =
        $$"""
        {
          "version": 1,
          "models": [
            { "id": "one", "engine": "recorded", "source": { "type": "recorded", "path": "data/one.jsonl", "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(Line))}}", "fields": { "text": "output" } }, "licence": "MIT" }
          ]
        }
        """;

    [Test]
    public void Model_has_its_file_its_fields_and_a_fingerprint_that_follows_the_file()
    {
        using var folder = new TemporaryFolder();
        folder.Write("data/one.jsonl", Line);
        var model = Read(folder, Good).Models.Single();

        model.Engine.Should().Be("recorded");
        model.RecordedFields.Should().Be(new RecordedFields { Text = "output" });
        var verified = new ModelFiles(folder.Path).Verify(model);
        verified.GraphPath.Should().Be(folder.At("data/one.jsonl"));
        verified.Fingerprint.Should().HaveLength(64);

        folder.Write("data/one.jsonl", "{}");
        var verify = () => new ModelFiles(folder.Path).Verify(model);
        verify.Should().Throw<BenchException>().Which.Message.Should().Contain("another hash");
    }

    [TestCase("\"engine\": \"recorded\"", "\"engine\": \"onnx\"", "have the key graph", TestName = "An ONNX model without a graph")]
    [TestCase("\"type\": \"recorded\"", "\"type\": \"file\"", "have no key sha256", TestName = "A file source with a hash")]
    [TestCase("\"licence\"", "\"graph\": \"x\", \"licence\"", "have no key graph", TestName = "Recorded generations with a graph")]
    [TestCase("\"licence\"", "\"device\": \"cpu\", \"licence\"", "have no key device", TestName = "Recorded generations with a device")]
    [TestCase("\"sha256\"", "\"sha265\"", "Nearest: sha256", TestName = "No hash")]
    [TestCase("\"fields\": { \"text\"", "\"fields\": { \"txt\"", "Nearest: text", TestName = "Unknown field")]
    [TestCase("data/one.jsonl", "../one.jsonl", "..", TestName = "A file outside")]
    public async Task Wrong_source_is_an_error_of_reader_and_schema(string old, string @new, string expected)
    {
        using var folder = new TemporaryFolder();
        var text = Good.Replace(old, @new, StringComparison.Ordinal);
        var read = () => Read(folder, text);

        read.Should().Throw<BenchException>().Which.Message.Should().Contain(expected);
        var schema = await JsonSchema.FromJsonAsync(ManifestSchema.Write());
        schema.Validate(text).Should().NotBeEmpty();
        schema.Validate(Good).Should().BeEmpty();
    }

    [Test]
    public async Task Samples_of_the_guide_satisfy_their_schemas()
    {
        var docs = Path.Combine(TestData.RepositoryRoot, "docs");
        var samples = Regex.Matches(await File.ReadAllTextAsync(Path.Combine(docs, "recorded.md")), "```json\n(?<json>.*?)```", RegexOptions.Singleline).Select(m => m.Groups["json"].Value).ToArray();

        samples.Should().HaveCount(2);
        (await JsonSchema.FromFileAsync(Path.Combine(docs, "recorded.schema.json"))).Validate(samples[0]).Should().BeEmpty();
        (await JsonSchema.FromJsonAsync(ManifestSchema.Write())).Validate(samples[1]).Should().BeEmpty();
    }

    [TestCase("""[{"token": "x", "logprob": -1, "top_logprobs": [{"token": "x", "logprob": -1}]}]""", 0)]
    [TestCase("""{"content": [{"token": "x", "logprob": -1}], "refusal": null}""", 0)]
    [TestCase("""{"tokens": ["x"], "token_logprobs": [-1], "top_logprobs": [{"x": -1}]}""", 0)]
    [TestCase("""{"tokens": ["x"], "token_logprobs": [1]}""", 1)]
    [TestCase("""{"words": []}""", 1)]
    public async Task Log_probabilities_are_described_as_they_are_read(string served, int faults)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(TestData.RepositoryRoot, "docs", "recorded.schema.json"));

        schema.Validate($$"""{"prompt_id": "a", "text": "x", "logprobs": {{served}}}""").Should().HaveCount(faults);
    }

    private static ModelManifest Read(TemporaryFolder folder, string text) => ManifestReader.Read(folder.Write("models.json", text));
}
