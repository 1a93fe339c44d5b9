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
        File.ReadAllText(Published).Should().Be(
            ManifestSchema.Write(), "models.schema.json is written by the test Write_the_published_schema; run it after a change of the table");
    }

    [Test, Explicit("Writes models.schema.json.")]
    public void Write_the_published_schema()
    {
        File.WriteAllText(Published, ManifestSchema.Write());
        File.ReadAllText(Published).Should().NotBeEmpty();
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
