using System.Text.RegularExpressions;
using DiversityBench.Fixtures.Manifest;
using FluentAssertions;
using NJsonSchema;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

public sealed class ManifestGuideTests
{
    private static readonly string Docs = Path.Combine(TestData.RepositoryRoot, "docs");

    [TestCase("manifest.md")]
    [TestCase("gguf.md")]
    public async Task Sample_of_a_guide_satisfies_the_schema(string guide)
    {
        var sample = Regex.Match(await File.ReadAllTextAsync(Path.Combine(Docs, guide)), "```json\n(?<json>.*?)```", RegexOptions.Singleline).Groups["json"].Value;
        var schema = await JsonSchema.FromJsonAsync(ManifestSchema.Write());

        sample.Should().NotBeEmpty();
        schema.Validate(sample).Should().BeEmpty();
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
