using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

[TestFixture]
internal sealed class CommonNumbersTests
{
    private const string Good =
        """
        {
          "version": 1,
          "models": [
            { "id": "full", "engine": "onnx", "source": { "type": "hub", "repo": "o/m" }, "licence": "MIT", "graph": "m.onnx", "files": [{ "path": "m.onnx" }] },
            { "id": "small", "engine": "llamasharp", "source": { "type": "hub", "repo": "o/m-gguf" }, "licence": "MIT", "graph": "m.gguf", "files": [{ "path": "m.gguf" }], "randomNumbersOf": "full" }
          ]
        }
        """;

    [Test]
    public void Another_form_names_the_model_whose_random_numbers_it_draws_with()
    {
        var models = Read(Good).Models;

        models[1].RandomNumbersOf.Should().BeSameAs(models[0]);
        models[0].RandomNumbersOf.Should().BeNull();
    }

    [Test]
    public void A_model_that_is_not_there_is_an_error_with_the_nearest_name()
    {
        var read = () => Read(Good.Replace("\"randomNumbersOf\": \"full\"", "\"randomNumbersOf\": \"ful\""));

        read.Should().Throw<BenchException>().Which.Message.Should().Contain("$.models[1].randomNumbersOf").And.Contain("Nearest: full");
    }

    [TestCase("\"randomNumbersOf\": \"small\"", TestName = "Its own numbers by name")]
    [TestCase("\"randomNumbersOf\": \"form\"", TestName = "Numbers of a form that has others")]
    [TestCase("\"randomNumbersOf\": \"told\"", TestName = "Numbers of a file")]
    public void Numbers_come_from_a_model_that_draws_its_own(string other)
    {
        var read = () => Read(Good.Replace("\"randomNumbersOf\": \"full\"", other).Replace("\"models\": [", """
            "models": [
              { "id": "form", "engine": "onnx", "source": { "type": "hub", "repo": "o/f" }, "licence": "MIT", "graph": "m.onnx", "files": [{ "path": "m.onnx" }], "randomNumbersOf": "full" },
              { "id": "told", "engine": "recorded", "source": { "type": "recorded", "path": "t.jsonl", "sha256": "0000000000000000000000000000000000000000000000000000000000000000" }, "licence": "MIT" },
            """));

        read.Should().Throw<BenchException>().Which.Message.Should().Contain("to name a model that draws random numbers of its own");
    }

    [TestCase("\"pairs\": [{ \"id\": \"p\", \"base\": \"full\", \"aligned\": \"small\" }]", "$.pairs[0].aligned")]
    [TestCase("\"ladders\": [{ \"id\": \"l\", \"rungs\": [{ \"name\": \"a\", \"model\": \"small\" }, { \"name\": \"b\", \"model\": \"full\" }] }]", "$.ladders[0].rungs")]
    public void Two_arms_never_share_their_numbers(string pairs, string place)
    {
        var read = () => Read(Good[..Good.LastIndexOf('}')] + ", " + pairs + " }");

        read.Should().Throw<BenchException>().Which.Message.Should().Contain($"Expected {place} to name models that draw different random numbers").And.Contain("\"full\"").And.Contain("\"small\"");
    }

    private static ModelManifest Read(string text)
    {
        using var folder = new TemporaryFolder();
        return ManifestReader.Read(folder.Write("models.json", text));
    }
}
