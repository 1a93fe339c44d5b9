using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics.Errors;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

public sealed class PairSelectionTests
{
    private static readonly ModelManifest Embedded = ManifestReader.Read(Path.Combine(TestData.RepositoryRoot, "models.json"));

    [Test]
    public void Any_two_rungs_form_a_pair()
    {
        var pairs = Select("reference/sft..dpo", "reference/ppo-strong..base");

        pairs.Select(pair => (pair.Id, pair.Base.Id, pair.Aligned.Id)).Should().Equal(
            ("reference/sft..dpo", "reference-sft", "reference-dpo"),
            ("reference/ppo-strong..base", "reference-ppo-strong", "reference-base"));
    }

    [Test]
    public void Names_are_the_pairs_and_all_combinations_of_rungs()
    {
        // Of five rungs ten, of four rungs six (twice), of two rungs one.
        Embedded.PairNames.Should().HaveCount(12 + 10 + 6 + 6 + 1).And.Contain("reference/base..ppo-strong").And.OnlyHaveUniqueItems();
    }

    [Test]
    public void A_pair_named_twice_runs_once()
    {
        Select("reference", "overoptimised", "reference").Select(pair => pair.Id).Should().Equal("reference", "overoptimised");
    }

    [TestCase("refrence", "Nearest: reference")]
    [TestCase("reference/base..pp", "Nearest: reference/base..ppo")]
    [TestCase("reference/base..base", "Valid: reference, overoptimised, ")]
    [TestCase("", "Valid: reference, overoptimised, ")]
    public void Unknown_pair_lists_the_valid_names(string name, string expected)
    {
        FluentActions.Invoking(() => Select("reference", name)).Should().Throw<BenchException>()
            .Which.Message.Should().ContainAll($"but found \"{name}\".", expected);
    }

    [Test]
    public void No_pair_is_an_error_that_lists_the_valid_names()
    {
        FluentActions.Invoking(() => Select()).Should().Throw<BenchException>().Which.Message.Should().ContainAll(
            "choose at least one pair", "a run that tests nothing must not pass", "Valid: reference, overoptimised, ", "reference/base..sft", "-p:Pairs=NAME");
    }

    [Test]
    public void Run_parameters_override_what_a_model_sets_for_itself()
    {
        var run = new RunParameters { Pairs = ["reference"], Device = new Device(1), Threads = 2, Batch = 8 };

        var pair = Embedded.SelectPairs(run).Single();

        new[] { pair.Base, pair.Aligned }.Should().AllSatisfy(model => (model.Device, model.Threads, model.Batch).Should().Be((new Device(1), 2, 8)));
    }

    [Test]
    public void Encoder_is_the_first_unless_one_is_chosen()
    {
        Embedded.SelectEncoder(new RunParameters()).Id.Should().Be("all-MiniLM-L6-v2");
        Embedded.SelectEncoder(new RunParameters { Encoder = "all-MiniLM-L6-v2" }).Id.Should().Be("all-MiniLM-L6-v2");
        FluentActions.Invoking(() => Embedded.SelectEncoder(new RunParameters { Encoder = "all-minilm" })).Should().Throw<BenchException>().WithMessage("*Valid: all-MiniLM-L6-v2*");
    }

    private static IReadOnlyList<ModelPair> Select(params string[] names) => Embedded.SelectPairs(new RunParameters { Pairs = names });
}
