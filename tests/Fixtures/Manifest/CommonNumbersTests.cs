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

    private static ModelManifest Read(string text)
    {
        using var folder = new TemporaryFolder();
        return ManifestReader.Read(folder.Write("models.json", text));
    }
}
