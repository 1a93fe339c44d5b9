using System.Text.RegularExpressions;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NJsonSchema;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

[TestFixture]
internal sealed class ServedModelTests
{
    private const string Good =
        """
        {
          "version": 1,
          "models": [
            { "id": "one", "engine": "endpoint", "source": { "type": "endpoint", "url": "https://some.example:8000/v1/", "model": "o/one", "revision": "step-10", "keyVariable": "ONE_KEY", "topLogProbabilities": 0 },
              "licence": "MIT", "stopStrings": ["END"], "batch": 64 }
          ]
        }
        """;

    [Test]
    public void Model_has_its_server_and_what_requests_hold()
    {
        var model = Read(Good).Models.Single();

        model.Endpoint.Should().Be(new EndpointSource(new Uri("https://some.example:8000/v1/"), "o/one", "step-10", "ONE_KEY", 0));
        model.Should().Match<ModelDefinition>(m => m.IsOfTexts && m.Batch == 64 && m.StopStrings.Single() == "END");
        Read(Good.Replace("/v1/", "/v1").Replace(", \"revision\": \"step-10\", \"keyVariable\": \"ONE_KEY\", \"topLogProbabilities\": 0", "")).Models.Single()
            .Endpoint.Should().Be(new EndpointSource(new Uri("https://some.example:8000/v1/"), "o/one", "main", null, 5));
    }

    [TestCase("\"engine\": \"endpoint\"", "\"engine\": \"onnx\"", "have the key graph", TestName = "An ONNX model on a server")]
    [TestCase("\"type\": \"endpoint\"", "\"type\": \"hub\"", "the key repo", TestName = "A repository with an address")]
    [TestCase("https://some", "https://me:secret@some", "no user", TestName = "An address with a user")]
    [TestCase("/v1/", "/v1?key=secret", "no user, query", TestName = "An address with a query")]
    [TestCase("https:", "ftp:", "http:// or https://", TestName = "An address of another scheme")]
    [TestCase(", \"model\": \"o/one\"", "", "the key model", TestName = "No name of the model")]
    [TestCase("\"batch\": 64", "\"device\": \"cpu\"", "have no key device", TestName = "A device on a server")]
    [TestCase("\"topLogProbabilities\": 0", "\"topLogProbabilities\": 21", "0 to 20", TestName = "More probabilities than servers give")]
    public async Task Wrong_source_is_an_error_of_reader_and_schema(string old, string @new, string expected)
    {
        var text = Good.Replace(old, @new, StringComparison.Ordinal);
        var read = () => Read(text);

        read.Should().Throw<BenchException>().Which.Message.Should().Contain(expected).And.NotContain("secret@");
        var schema = await JsonSchema.FromJsonAsync(ManifestSchema.Write());
        schema.Validate(text).Should().NotBeEmpty();
        schema.Validate(Good).Should().BeEmpty();
    }

    [Test]
    public async Task Samples_of_the_guide_satisfy_the_schema_and_are_read()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(TestData.RepositoryRoot, "docs", "served.md"));
        var sample = Regex.Match(guide, "```json\n(?<json>.*?)```", RegexOptions.Singleline).Groups["json"].Value;

        (await JsonSchema.FromJsonAsync(ManifestSchema.Write())).Validate(sample).Should().BeEmpty();
        Read(sample).Pairs.Single().Should().Match<ModelPair>(pair => pair.IsServed && !pair.IsRecorded);
    }

    private static ModelManifest Read(string text)
    {
        using var folder = new TemporaryFolder();
        return ManifestReader.Read(folder.Write("models.json", text));
    }
}
