using DiversityBench.Fixtures.Manifest;
using FluentAssertions;
using NJsonSchema;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

public sealed class ManifestSchemaTests
{
    private static readonly string Published = Path.Combine(TestData.RepositoryRoot, "models.schema.json");

    [Test]
    public void Published_schema_is_what_the_reader_follows()
    {
        var expected = ManifestSchema.Write();
        if (File.ReadAllText(Published) != expected)
            File.WriteAllText(Path.ChangeExtension(Published, ".received.json"), expected);
        File.ReadAllText(Published).Should().Be(expected, "after a change of the table models.schema.received.json replaces models.schema.json");
    }

    [Test]
    public async Task Embedded_manifest_satisfies_the_schema()
    {
        var schema = await JsonSchema.FromFileAsync(Published);

        schema.Validate(await File.ReadAllTextAsync(Path.Combine(TestData.RepositoryRoot, "models.json"))).Should().BeEmpty();
        schema.Validate(ManifestText.Good).Should().BeEmpty();
    }

    [TestCaseSource(typeof(ManifestReaderTests), nameof(ManifestReaderTests.WrongShapes))]
    public async Task Schema_rejects_what_the_reader_rejects(string old, string @new, string[] expected)
    {
        var schema = await JsonSchema.FromFileAsync(Published);

        schema.Validate(ManifestText.With(old, @new)).Should().NotBeEmpty("the reader says {0}", expected[0]);
    }
}
