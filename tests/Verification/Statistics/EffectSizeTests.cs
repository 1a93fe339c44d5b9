using System.Text.Json;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Statistics;

[TestFixture]
internal sealed class EffectSizeTests
{
    private static readonly JsonElement Golden = GoldenJson.Root("stats.json").At("effect_sizes");

    private static IEnumerable<TestCaseData> Cases() =>
        Golden.At("two_samples").EnumerateArray().Select(c => new TestCaseData(c).SetArgDisplayNames(c.Text("id")));

    [TestCaseSource(nameof(Cases))]
    public void Hedges_g_equals_golden(JsonElement golden)
    {
        var g = HedgesG.Of(golden.Numbers("x"), golden.Numbers("y")).Value;
        Near.Relative(g.Value, golden.Number("values/hedges/hedges_g_exact"), 1e-12, "g");
        Near.Interval(g.Interval, golden.At("values/hedges/interval95_noncentral_t_times_exact_correction"), 1e-7, "g");
        var df = golden.Numbers("x").Length + golden.Numbers("y").Length - 2;
        Near.Relative(HedgesG.Correction(df), golden.Number("values/hedges/correction_exact"), 1e-12, "correction");
    }

    [TestCaseSource(nameof(Cases))]
    public void Cliffs_delta_equals_golden(JsonElement golden)
    {
        var delta = CliffsDelta.Of(golden.Numbers("x"), golden.Numbers("y")).Value;
        Near.Absolute(delta.Value, golden.Number("values/cliff/delta"), 1e-12, "delta");
        if (golden.At("values/cliff").Has("interval95_feng_cliff"))
        {
            Near.Interval(delta.Interval, golden.At("values/cliff/interval95_feng_cliff"), 1e-10, "delta");
        }
        else
        {
            // Five disjoint pairs, all ordered: theta >= 0.025^(1/5) = 0.478176, so delta >= -0.043648.
            delta.Interval.Upper.Should().Be(1);
            delta.Interval.Lower.Should().BeApproximately(-0.043648, 1e-5, "0.025^0.2 rounded to six digits");
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Welch_test_equals_golden(JsonElement golden)
    {
        var welch = WelchTest.Of(golden.Numbers("x"), golden.Numbers("y")).Value;
        Near.Relative(welch.Statistic, golden.Number("values/welch_t/statistic"), 1e-12, "t");
        Near.Relative(welch.DegreesOfFreedom, golden.Number("values/welch_t/df"), 1e-12, "df");
        Near.Relative(welch.TwoSidedPValue, golden.Number("values/welch_t/p_two_sided"), 1e-11, "p");
        Near.Interval(welch.Interval, golden.At("values/welch_t/interval95_of_difference"), 1e-10, "difference");
    }

    [TestCaseSource(nameof(Cases))]
    public void Levene_and_Brown_Forsythe_equal_golden(JsonElement golden)
    {
        double[][] groups = [golden.Numbers("x"), golden.Numbers("y")];
        var levene = AnalysisOfVariance.Levene(groups).Value;
        Near.Relative(levene.Statistic, golden.Number("values/levene_mean/statistic"), 1e-11, "Levene");
        Near.Relative(levene.PValue, golden.Number("values/levene_mean/p"), 1e-11, "Levene");
        var brown = AnalysisOfVariance.BrownForsythe(groups).Value;
        Near.Relative(brown.Statistic, golden.Number("values/brown_forsythe_median/statistic"), 1e-11, "Brown-Forsythe");
        Near.Relative(brown.PValue, golden.Number("values/brown_forsythe_median/p"), 1e-11, "Brown-Forsythe");
    }

    [TestCaseSource(nameof(Cases))]
    public void Moments_and_log_ratios_equal_golden(JsonElement golden)
    {
        var (x, y) = (golden.Numbers("x"), golden.Numbers("y"));
        Near.Relative(Sample.Mean(x).Value, golden.Number("values/x/mean"), 1e-12, "mean");
        Near.Relative(Sample.StandardDeviation(y).Value, golden.Number("values/y/sd"), 1e-12, "sd");
        Near.Relative(Math.Exp(LogRatio.OfVariances(x, y).Value.Value), golden.Number("values/variance_ratio_x_over_y"), 1e-12, "variance ratio");
        if (!golden.At("values").Has("log_ratio_of_means"))
            return;
        var ratio = LogRatio.OfMeans(x, y).Value;
        Near.Absolute(ratio.Value, golden.Number("values/log_ratio_of_means/value"), 1e-12, "log ratio");
        Near.Interval(ratio.Interval, golden.At("values/log_ratio_of_means/interval95_normal"), 1e-10, "log ratio");
    }

    [Test]
    public void Three_groups_equal_golden()
    {
        var golden = Golden.At("levene_three_groups");
        double[][] groups = [.. golden.At("groups").EnumerateArray().Select(GoldenJson.Numbers)];
        var levene = AnalysisOfVariance.Levene(groups).Value;
        Near.Relative(levene.Statistic, golden.At("values/levene_mean")[0].Number(), 1e-12, "Levene");
        Near.Relative(levene.PValue, golden.At("values/levene_mean")[1].Number(), 1e-11, "Levene");
        Near.Relative(AnalysisOfVariance.BrownForsythe(groups).Value.Statistic, golden.At("values/brown_forsythe_median")[0].Number(), 1e-12, "Brown-Forsythe");
    }

    [Test]
    public void The_bound_under_complete_separation_narrows_with_the_samples()
    {
        // 100 pairs: 2 * 0.025^0.01 - 1 = 0.927575.
        double[] low = [.. Enumerable.Range(0, 100)], high = [.. Enumerable.Range(200, 120)];
        CliffsDelta.Of(low, high).Value.Interval.Should().BeEquivalentTo(
            new Interval(-1, -0.927575), o => o.Using<double>(c => c.Subject.Should().BeApproximately(c.Expectation, 1e-5, "six digits")).WhenTypeIs<double>());
    }
}
