using DiversityBench.Metrics;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification;

[TestFixture]
internal sealed class StageSharesTests
{
    [Test]
    public void Shares_are_the_parts_of_the_whole_and_add_up_to_1()
    {
        // Means 10, 7 and 6: the stages bring 3 and 1 of 4.
        var models = new[] { Around(10), Around(7), Around(6) };

        var shares = Of(models);

        shares[0].Value.Value.Should().BeApproximately(0.75, 1e-12);
        shares[1].Value.Value.Should().BeApproximately(0.25, 1e-12);
        // 1 - share turns the interval of the one stage into that of the other.
        shares[1].Value.Interval.Lower.Should().BeApproximately(1 - shares[0].Value.Interval.Upper, 1e-9);
    }

    // Every model has variance v = 1/20 of its mean, so Var(stage) = Var(whole) = 2v, and they share one model: covariance v.
    [Test]
    public void A_stage_covaries_with_the_whole_by_the_model_they_share()
    {
        var shares = Of([Around(10), Around(7), Around(6)]);

        var quantile = Distributions.StudentTQuantile(0.975, 38);
        var expected = Fieller.Of(3, 4, 0.1, 0.1, 0.05, quantile).Value;
        shares[0].Value.Interval.Lower.Should().BeApproximately(expected.Interval.Lower, 1e-9);
        shares[0].Value.Interval.Upper.Should().BeApproximately(expected.Interval.Upper, 1e-9);
    }

    [Test]
    public void A_stage_in_the_middle_shares_no_model_with_the_whole()
    {
        var models = new[] { Around(10), Around(7), Around(6), Around(2) };

        var shares = StageShares.Of([Evidence(models, 0, 1), Evidence(models, 1, 2), Evidence(models, 2, 3)], Evidence(models, 0, 3), Evidence(models, 1, 3), Evidence(models, 0, 2));

        var expected = Fieller.Of(1, 8, 0.1, 0.1, 0, Distributions.StudentTQuantile(0.975, 38)).Value;
        shares.Sum(s => s.Value.Value).Should().BeApproximately(1, 1e-12);
        shares[1].Value.Interval.Lower.Should().BeApproximately(expected.Interval.Lower, 1e-9);
    }

    [Test]
    public void Without_a_change_there_are_no_shares()
        => Of([Around(10), Around(7), Around(10)]).Should().AllSatisfy(s => s.Reason.Should().Be("the interval of the whole change contains 0"));

    [Test]
    public void Ranks_do_not_add_up()
        => Of([Around(10), Around(9.5), Around(9)], EffectScale.CliffsDelta).Should().AllSatisfy(s => s.Reason.Should().Be("effects on this scale do not add up along a lineage"));

    [Test]
    public void Effects_that_compare_other_texts_in_each_pair_do_not_add_up()
    {
        var models = new[] { Around(10), Around(7), Around(6) };
        var other = Evidence([Around(10), Around(7), Around(5.5)], 0, 2);

        StageShares.Of([Evidence(models, 0, 1), Evidence(models, 1, 2)], other, Evidence(models, 1, 2), Evidence(models, 0, 1))
            .Should().AllSatisfy(s => s.Reason.Should().Be("the stages add up to 4 and not to the whole change of 4.5: what is compared depends on the pair"));
    }

    [Test]
    public void A_stage_that_could_not_be_measured_gives_the_reason()
    {
        var models = new[] { Around(10), Around(7), Around(6) };
        var missing = ClaimEvidence.NotMeasurable(Claims.Fall, "pair", Protocol.Paper, 0, 0, "no samples");

        StageShares.Of([missing, Evidence(models, 1, 2)], Evidence(models, 0, 2), Evidence(models, 1, 2), missing).Should().AllSatisfy(s => s.Reason.Should().Be("no samples"));
    }

    private static IReadOnlyList<Measured<EffectSize>> Of(double[][] models, EffectScale scale = EffectScale.Decrease)
        => StageShares.Of([Evidence(models, 0, 1, scale), Evidence(models, 1, 2, scale)], Evidence(models, 0, 2, scale), Evidence(models, 1, 2, scale), Evidence(models, 0, 1, scale));

    private static ClaimEvidence Evidence(double[][] models, int from, int to, EffectScale scale = EffectScale.Decrease) => ClaimTest.Run(
        Claims.Fall with { EffectScale = scale }, "pair", Protocol.Paper, [PromptArms.BaseFirst("p", new MeanOfScalars([.. models[from], .. models[to]]), models[from].Length)], new ClaimTestOptions { Permutations = 1 });

    /// <summary>20 numbers with that mean whose sample variance is 1: 10 above and 10 below by sqrt(19 / 20).</summary>
    private static double[] Around(double mean) => [.. Enumerable.Range(0, 20).Select(i => mean + ((i % 2 == 0 ? 1 : -1) * Math.Sqrt(19.0 / 20)))];
}
