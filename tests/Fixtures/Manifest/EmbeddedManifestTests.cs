using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Parameters;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

public sealed class EmbeddedManifestTests
{
    private static readonly ModelManifest Embedded = ManifestReader.Read(Path.Combine(TestData.RepositoryRoot, "models.json"));

    [Test]
    public void Embedded_manifest_names_the_reference_ladder_in_its_order()
    {
        Embedded.Ladders[0].Rungs.Select(rung => (rung.Name, rung.Model.Id)).Should().Equal(
            ("base", "reference-base"), ("sft", "reference-sft"), ("dpo", "reference-dpo"), ("ppo", "reference-ppo"), ("ppo-strong", "reference-ppo-strong"));
        Embedded.Encoders.Should().ContainSingle().Which.Id.Should().Be("all-MiniLM-L6-v2");
    }

    [Test]
    public void Default_pair_is_base_against_ppo()
    {
        var run = RunParametersReader.Resolve(Embedded.Defaults, [], []);

        var pair = Embedded.SelectPairs(run).Should().ContainSingle().Subject;

        (pair.Id, pair.Base.Id, pair.Aligned.Id).Should().Be(("reference", "reference-base", "reference-ppo"));
    }

    [TestCase("reference-base")]
    [TestCase("reference-sft")]
    [TestCase("reference-dpo")]
    [TestCase("reference-ppo")]
    [TestCase("reference-ppo-strong")]
    [TestCase("all-MiniLM-L6-v2")]
    public void Embedded_files_are_the_pinned_ones(string id)
    {
        var model = Embedded.Models.Concat(Embedded.Encoders).Single(model => model.Id == id);

        var verified = new ModelFiles(Embedded.Root).Verify(model);

        File.Exists(verified.GraphPath).Should().BeTrue();
        verified.PathOf("tokenizer.json").Should().Match(path => File.Exists(path));
        File.Exists(Path.Combine(verified.Folder, "README.md")).Should().BeTrue("each model comes with its card");
        File.Exists(Path.Combine(verified.Folder, "LICENSE")).Should().BeTrue("each model comes with its licence");
    }

    [Test]
    public void Every_file_with_weights_is_pinned()
    {
        var pinned = Embedded.Models.Concat(Embedded.Encoders).SelectMany(model => model.Files.Select(file => Path.GetFullPath(Path.Combine(Embedded.Root, model.Folder, file.Path))));
        var graphs = Directory.EnumerateFiles(Path.Combine(Embedded.Root, "models"), "*.onnx", SearchOption.AllDirectories);

        graphs.Should().HaveCount(8).And.BeSubsetOf(pinned);
    }
}
