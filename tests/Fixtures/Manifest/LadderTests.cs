using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

public sealed class LadderTests
{
    private const string Ppo = "{ \"name\": \"ppo\", \"model\": \"two\" }";
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void A_stage_comes_from_the_one_before_it_unless_it_names_another()
    {
        var ladder = Read(ManifestText.With(Ppo, "{ \"name\": \"sft\", \"model\": \"two\" }, { \"name\": \"dpo\", \"model\": \"two\" }, { \"name\": \"ppo\", \"model\": \"two\", \"from\": \"sft\" }")).Ladders[0];

        ladder.Rungs.Select(rung => (rung.Name, rung.From)).Should().Equal(("base", null), ("sft", "base"), ("dpo", "sft"), ("ppo", "sft"));
    }

    [TestCase("base", "ppo")]
    [TestCase("base", "bse")]
    public void A_stage_cannot_come_from_itself_or_from_nothing(string nearest, string from)
    {
        ErrorOf(ManifestText.With("\"name\": \"ppo\"", $"\"from\": \"{from}\", \"name\": \"ppo\"")).Should().ContainAll(
            "Expected $.ladders[0].rungs[1].from to name a known rung because a stage is trained from one that stands before it", $"Valid: {nearest}");
    }

    [Test]
    public void The_truth_of_a_ladder_is_a_file_under_the_manifest()
    {
        Read(ManifestText.Good).Ladders[0].TruthPath.Should().BeNull();
        Read(WithTruth("models/truth.json")).Ladders[0].TruthPath.Should().Be(_folder.At("models/truth.json"));
        ErrorOf(WithTruth("../truth.json")).Should().ContainAll("$.ladders[0].truth", "which contains \"..\"");
    }

    [Test]
    public void Truth_that_links_out_of_the_root_is_refused()
    {
        using var elsewhere = new TemporaryFolder();
        File.CreateSymbolicLink(_folder.At("truth.json"), elsewhere.Write("truth.json", "{}"));

        ErrorOf(WithTruth("truth.json")).Should().ContainAll("$.ladders[0].truth to lie under", elsewhere.Path);
    }

    [Test]
    public void The_ladder_of_a_pair_holds_both_models_base_first()
    {
        var manifest = Read(ManifestText.Good);
        var pair = manifest.Pairs[0];

        manifest.LadderOf(pair).Should().BeSameAs(manifest.Ladders[0]);
        manifest.LadderOf(new ModelPair("turned", pair.Aligned, pair.Base)).Should().BeNull();
        Read(ManifestText.With("{ \"name\": \"base\", \"model\": \"one\" }, ", "")).LadderOf(pair).Should().BeNull();
    }

    private static string WithTruth(string path) => ManifestText.With("\"id\": \"steps\"", $"\"id\": \"steps\", \"truth\": \"{path}\"");

    private string ErrorOf(string text) => FluentActions.Invoking(() => Read(text)).Should().Throw<BenchException>().Which.Message;

    private ModelManifest Read(string text) => ManifestReader.Read(_folder.Write("models.json", text));
}
