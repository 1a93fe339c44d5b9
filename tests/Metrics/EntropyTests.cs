using System.Globalization;
using System.Text.Json;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Tokens;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

public class EntropyTests
{
    // tests/golden/README.md: 1e-12 relative for ordinary rows, 1e-15 absolute where the entropy is below 1e-10.
    private const double Relative = 1e-12;
    private const double Absolute = 1e-15;

    private static IEnumerable<TestCaseData> Rows => Named("logits");

    private static IEnumerable<TestCaseData> Pairs => Named("pairs");

    private static IEnumerable<TestCaseData> Perplexities => Named("perplexity");

    [TestCaseSource(nameof(Rows))]
    public void Golden_row(JsonElement row)
    {
        var distribution = TokenDistribution.FromLogits((ReadOnlySpan<double>)row.Numbers("logits")).Value;
        var golden = row.GetProperty("values");

        distribution.EntropyInNats.ShouldBe(golden.Number("entropy_nats"), Relative, Absolute, "entropy");
        distribution.BranchingFactor.ShouldBe(golden.Number("branching_factor"), 1e-11, 0, "branching factor"); // exp: relative error is H times larger
        distribution.Top5EntropyRenormalisedInNats.ShouldBe(golden.Number("top5_entropy_renormalised_nats"), Relative, Absolute, "top-5 renormalised");
        distribution.Top5EntropyRawInNats.ShouldBe(golden.Number("top5_entropy_raw_nats"), Relative, Absolute, "top-5 raw");
        distribution.Top1Mass.ShouldBe(golden.Number("top1_mass"), Relative, 0, "top-1");
        distribution.Top2Mass.ShouldBe(golden.Number("top2_mass"), Relative, 0, "top-2");
        distribution.NucleusSize().Should().Be((int)golden.Number("nucleus_size_095"));
        distribution.Top(5).Select(token => token.Value).Should().Equal(golden.Integers("top5_ids"));
        foreach (var at in golden.GetProperty("entropy_nats_at_temperature").EnumerateObject())
            distribution.EntropyInNatsAt(double.Parse(at.Name, CultureInfo.InvariantCulture)).ShouldBe(at.Value.Number(), Relative, Absolute, $"T = {at.Name}");
        foreach (var token in golden.GetProperty("log_probability").EnumerateObject())
            distribution.LogProbabilityInNats(new(int.Parse(token.Name, CultureInfo.InvariantCulture))).ShouldBe(token.Value.Number(), Relative, Absolute, $"log p of {token.Name}");
        distribution.Probabilities().Sum().Should().BeApproximately(1, 1e-12);
    }

    [TestCaseSource(nameof(Rows))]
    public void Step_statistics_give_the_same_top_5_entropies(JsonElement row)
    {
        var top = row.GetProperty("values").Numbers("top5_probabilities").Concat([0, 0, 0, 0]).Select(p => (float)p).ToArray();
        var step = new StepStatistics(0, top[0], top[1], top[2], top[3], top[4], 1, 0);
        // Probabilities are stored as floats: half an ulp, 6e-8 relative, in each of five terms.
        step.Top5EntropyRenormalisedInNats().ShouldBe(row.GetProperty("values").Number("top5_entropy_renormalised_nats"), 0, 5e-7, "renormalised");
        step.Top5EntropyRawInNats().ShouldBe(row.GetProperty("values").Number("top5_entropy_raw_nats"), 0, 5e-7, "raw");
        step.Top2Mass().ShouldBe(row.GetProperty("values").Number("top2_mass"), 0, 2e-7, "top-2");
    }

    [TestCaseSource(nameof(Pairs))]
    public void Golden_pair(JsonElement pair)
    {
        double[] p = pair.Numbers("p"), q = pair.Numbers("q");
        var golden = pair.GetProperty("values");

        // README: 1e-12 absolute; 1e-8 near equality. The series used here has no cancelling terms and meets 1e-12 there too.
        var distance = Divergence.JensenShannonDistanceInNats(p, q).Value;
        distance.ShouldBe(golden.Number("jensen_shannon_distance_nats"), 0, 1e-12, "JS");
        (distance / Math.Sqrt(Math.Log(2))).ShouldBe(golden.Number("jensen_shannon_distance_base2"), 0, 1e-12, "JS base 2");
        Divergence.KullbackLeiblerInNats(p, q).ShouldBe(golden.Number("kl_p_to_q_nats"), Relative, Absolute, "KL");
        Divergence.KullbackLeiblerInNats(q, p).ShouldBe(golden.Number("kl_q_to_p_nats"), Relative, Absolute, "KL back");
        Divergence.TotalVariation(p, q).ShouldBe(golden.Number("total_variation"), Relative, Absolute, "TV");
        var blocked = BlockedMass.Of(p, q).Value;
        blocked.NucleusSize.Should().Be((int)golden.Number("nucleus_size_p"));
        blocked.Mass.ShouldBe(golden.Number("blocked_mass"), Relative, Absolute, "blocked mass");
        blocked.Tokens.Should().HaveCount((int)golden.Number("blocked_count"));
        if (golden.GetProperty("blocked_ids").ValueKind == JsonValueKind.Array) // the long list is stored as its length
            blocked.Tokens.Select(token => token.Value).Order().Should().Equal(golden.Integers("blocked_ids").Order());
    }

    [TestCaseSource(nameof(Perplexities))]
    public void Golden_perplexity(JsonElement golden)
    {
        var samples = golden.GetProperty("log_probabilities_nats").Rows();
        var values = golden.GetProperty("values");
        foreach (var (sample, expected) in samples.Zip(values.Numbers("per_sample")))
            Perplexity.OfSample(sample).ShouldBe(expected, Relative, 0, "sample");
        Perplexity.OfCorpus(samples).ShouldBe(values.Number("corpus_token_weighted"), Relative, 0, "corpus");
    }

    [Test]
    public void Means_go_over_positions_first_and_then_over_samples()
    {
        var golden = GoldenJson.Cases("entropy.json", "means").Single();
        SampleMeans.OverSamples(golden.GetProperty("entropies_nats_per_sample").Rows())
            .ShouldBe(golden.GetProperty("values").Number("mean_of_sample_means"), Relative, 0, "mean");
    }

    [Test]
    public void Uniform_logits_give_log_of_vocabulary_size()
    {
        var distribution = TokenDistribution.FromLogits((ReadOnlySpan<float>)new float[1000]).Value;
        distribution.EntropyInNats.Should().BeApproximately(Math.Log(1000), 1e-12); // sum of a thousand terms
    }

    [Test]
    public void Positions_fall_into_stretches_and_unreached_stretches_say_so()
    {
        var means = SampleMeans.ByPosition([1, 3, 5, 7, 9], stretch: 2, stretches: 4);
        means.Select(mean => mean.OrNull()).Should().Equal(2, 6, 9, null);
        means[3].Reason.Should().Be("no generated position");
    }

    [Test]
    public void Step_summary_averages_over_positions()
    {
        // Entropies 1 and 3; top-2 masses 0.7 and 1; nucleus sizes 4 and 1; top-5 of (0.5, 0.5) has entropy ln 2, of (0.4, 0.3) 0.6829 once renormalised.
        StepStatistics[] steps = [new(1, 0.4f, 0.3f, 0, 0, 0, 4, -1), new(3, 0.5f, 0.5f, 0, 0, 0, 1, -1)];
        var summary = StepSummary.Of(steps).Value;
        summary.EntropyInNats.Should().Be(2);
        summary.Top2Mass.Should().BeApproximately(0.85, 1e-7);
        summary.NucleusSize.Should().Be(2.5);
        summary.Top5EntropyRenormalisedInNats.Should().BeApproximately((0.682908105 + Math.Log(2)) / 2, 1e-7);
        summary.BranchingFactor.Should().BeApproximately((Math.E + Math.Exp(3)) / 2, 1e-12);
    }

    [Test]
    public void Means_of_the_five_largest_probabilities_are_those_of_the_step_summary()
    {
        StepStatistics[] steps = [new(1, 0.4f, 0.3f, 0.1f, 0.05f, 0.01f, 4, -1), new(3, 0.5f, 0.5f, 0, 0, 0, 1, -1), new(2, 0.2f, 0.2f, 0.2f, 0.2f, 0.1f, 5, -1)];

        var (whole, five) = (StepSummary.Of(steps).Value, TopFiveSummary.Of([.. steps.Select(step => TopFive.Of(step))]).Value);

        five.Should().Be(new TopFiveSummary(whole.Top5EntropyRenormalisedInNats, whole.Top5EntropyRawInNats, whole.Top1Mass, whole.Top2Mass));
        TopFiveSummary.Of([]).Reason.Should().Be("no generated position");
        TopFiveSummary.Of([new(0.5, 0, 0, 0, 0), new(double.NaN, 0, 0, 0, 0)]).Reason.Should().Be("position 1: one of the five largest probabilities is outside 0..1");
    }

    [TestCase(float.NaN, 0.5f, "entropy at position 0 is NaN")]
    [TestCase(1f, float.NaN, "position 0: one of the five largest probabilities is outside 0..1")]
    [TestCase(1f, 0f, "position 0: no token has positive probability")]
    public void A_broken_step_names_its_position(float entropy, float top1, string reason) =>
        StepSummary.Of([new(entropy, top1, 0, 0, 0, 0, 1, 0)]).Reason.Should().Be(reason);

    [TestCase(0.0)]
    [TestCase(-1.0)]
    [TestCase(double.NaN)]
    public void A_temperature_must_be_positive(double temperature)
    {
        var distribution = TokenDistribution.FromLogits((ReadOnlySpan<double>)[1, 2]).Value;
        distribution.Invoking(d => d.EntropyInNatsAt(temperature)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static IEnumerable<TestCaseData> Named(string list) =>
        GoldenJson.Cases("entropy.json", list).Select(row => new TestCaseData(row).SetArgDisplayNames(row.Id()));
}
