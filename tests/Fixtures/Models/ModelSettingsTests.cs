using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Models;

public sealed class ModelSettingsTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Context_and_end_tokens_are_read()
    {
        var settings = Read("""{ "max_position_embeddings": 512, "eos_token_id": [2, 7] }""");

        settings.ContextLength.Should().Be(512);
        settings.EndTokenIds.Should().BeEquivalentTo([2, 7]);
    }

    // 2048 is what a model is taken for that says nothing.
    [TestCase("""{ "max_position_embeddings": null, "eos_token_id": null }""")]
    [TestCase("{}")]
    public void What_is_null_is_not_stated(string json)
    {
        var settings = Read(json);

        settings.ContextLength.Should().Be(2048);
        settings.EndTokenIds.Should().BeEmpty();
    }

    [TestCase("""{ "max_position_embeddings": "long" }""", "give max_position_embeddings as a whole number from 1", "\"long\"")]
    [TestCase("""{ "max_position_embeddings": 0 }""", "give max_position_embeddings as a whole number from 1", "0")]
    [TestCase("""{ "max_position_embeddings": 1e12 }""", "give max_position_embeddings as a whole number from 1", "1e12")]
    [TestCase("""{ "eos_token_id": [2, "end"] }""", "give eos_token_id as a whole number from 0", "\"end\"")]
    [TestCase("""{ "eos_token_id": 1.5 }""", "give eos_token_id as a whole number from 0", "1.5")]
    [TestCase("[1]", "be an object", "[1]")]
    public void A_wrong_value_names_the_file(string json, string expectation, string found)
    {
        var read = () => Read(json);

        read.Should().Throw<BenchException>().Which.Message.Should().Contain($"Expected the model's configuration to {expectation} because ").And.Contain($", but found {found}.").And.Contain($"File: {_folder.At("config.json")}");
    }

    private ModelSettings Read(string json)
    {
        _folder.Write("config.json", json);
        var file = new ModelFile("config.json", null);
        var definition = new ModelDefinition { Id = "mine", Engine = "onnx", Folder = "", Licence = "MIT", Graph = file, Files = [file] };
        return ModelSettings.Read(new VerifiedModel(definition, _folder.Path, [file], "0"));
    }
}
