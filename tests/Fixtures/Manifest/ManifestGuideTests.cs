using System.Text.RegularExpressions;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Parameters;
using FluentAssertions;
using NJsonSchema;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

public sealed class ManifestGuideTests
{
    private static readonly string Docs = Path.Combine(TestData.RepositoryRoot, "docs");

    [TestCase("manifest.md")]
    [TestCase("gguf.md")]
    [TestCase("recorded.md")]
    public async Task Sample_of_a_guide_satisfies_the_schema_and_holds_a_pair(string guide)
    {
        var sample = Regex.Match(await File.ReadAllTextAsync(Path.Combine(Docs, guide)), "```json\n(?<json>\\{\n.*?)```", RegexOptions.Singleline).Groups["json"].Value;
        var schema = await JsonSchema.FromJsonAsync(ManifestSchema.Write());

        sample.Should().NotBeEmpty();
        schema.Validate(sample).Should().BeEmpty();
        using var folder = new TemporaryFolder();
        var pair = ManifestReader.Read(folder.Write("models.json", sample)).SelectPairs(new RunParameters { Pairs = ["mine"] }).Single();
        pair.Mixed.Should().BeNull();
        pair.Base.Graph.Sha256.Should().NotBe(pair.Aligned.Graph.Sha256, "one model is no pair");
    }

    [Test]
    public async Task Guide_names_every_run_parameter_and_every_key_of_a_model()
    {
        var schema = await JsonSchema.FromJsonAsync(ManifestSchema.Write());
        var parameters = await File.ReadAllTextAsync(Path.Combine(Docs, "parameters.md"));
        var manifest = await File.ReadAllTextAsync(Path.Combine(Docs, "manifest.md"));

        schema.Properties["defaults"].Properties.Keys.Should().NotBeEmpty().And.AllSatisfy(name => parameters.Should().Contain($"`{name}`"));
        schema.Properties["models"].Item!.Properties.Keys.Should().NotBeEmpty().And.AllSatisfy(name => manifest.Should().Contain($"`{name}`"));
    }
}
