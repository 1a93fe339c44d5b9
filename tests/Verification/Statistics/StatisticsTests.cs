using System.Text.Json;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Statistics;

/// <summary>Holm, correlations, jackknife, proportions and power against tests/golden/stats.json.</summary>
[TestFixture]
internal sealed class StatisticsTests
{
    private static readonly JsonElement Golden = GoldenJson.Root("stats.json");

    [Test]
    public void Holm_equals_golden() => ForEach("holm", c =>
    {
        var adjusted = Holm.Adjust(c.Numbers("p")).Value;
        for (var i = 0; i < adjusted.Length; i++)
            Near.Absolute(adjusted[i], c.At("values/adjusted")[i].Number(), 1e-15, $"{c.Text("id")} {i}");
    });

    [Test]
    public void Spearman_equals_golden() => ForEach("correlation/cases", c =>
    {
        var rho = Spearman.Of(c.Numbers("x"), c.Numbers("y")).Value;
        Near.Absolute(rho.Rho, c.Number("values/rho"), 1e-12, c.Text("id"));
        if (Math.Abs(rho.Rho) < 1)
        {
            Near.Relative(rho.TwoSidedPValue, c.Number("values/p_two_sided_t"), 1e-9, c.Text("id"));
            Near.Interval(rho.Interval!, c.At("values/interval95_fisher_z"), 1e-10, c.Text("id"));
        }

        if (!c.Has("z") || !c.At("values").Has("partial_rho_given_z"))
            return;
        var partial = Spearman.Partial(c.Numbers("x"), c.Numbers("y"), c.Numbers("z")).Value;
        Near.Absolute(partial.Rho, c.Number("values/partial_rho_given_z"), 1e-12, c.Text("id"));
        Near.Relative(partial.TwoSidedPValue, c.Number("values/partial_p_two_sided_t"), 1e-9, c.Text("id"));
        Near.Interval(partial.Interval!, c.At("values/partial_interval95_fisher_z"), 1e-10, c.Text("id"));
    });

    [Test]
    public void Jackknife_of_pairwise_cosine_equals_golden() => ForEach("jackknife/mean_pairwise_cosine", c =>
    {
        var matrix = GoldenVectors.Cosines(GoldenVectors.Of(c.Text("vectors")));
        CheckJackknife(new MeanPairwiseDissimilarity(matrix), c, cosine => 1 - cosine, 1e-13);
    });

    [Test]
    public void Jackknife_of_Vendi_equals_golden() => ForEach("jackknife/vendi_q1", c =>
    {
        var matrix = GoldenVectors.Cosines(GoldenVectors.Of(c.Text("vectors")));
        CheckJackknife(new VendiSetMetric(matrix), c, vendi => vendi, 1e-9);
    });

    [Test]
    public void Jackknife_of_Hill_number_equals_golden() => ForEach("jackknife/hill_q1", c =>
    {
        int[] labels = [.. c.At("counts").EnumerateArray().SelectMany((n, label) => Enumerable.Repeat(label, n.GetInt32()))];
        CheckJackknife(HillNumber.Of(labels, 1, millerMadow: false), c, hill => hill, 1e-12);
    });

    [Test]
    public void Wilson_and_Clopper_Pearson_equal_golden() => ForEach("proportions/single", c =>
    {
        var (k, n, alpha) = (c.At("successes").GetInt32(), c.At("n").GetInt32(), c.Number("alpha"));
        Near.Interval(Proportion.Wilson(k, n, alpha).Value, c.At("values/wilson"), 1e-10, c.Text("id"));
        Near.Interval(Proportion.ClopperPearson(k, n, alpha).Value, c.At("values/clopper_pearson"), 1e-10, c.Text("id"));
    });

    [Test]
    public void Power_of_the_t_test_equals_golden() => ForEach("power/two_sample", c =>
    {
        var n = c.Number("n_x");
        var m = n * c.Number("ratio_y_over_x");
        var noncentrality = TestPower.TwoSampleNoncentrality(c.Number("effect_d"), n, m);
        var power = c.Text("alternative") switch
        {
            "two-sided" => TestPower.TwoSided(noncentrality, n + m - 2, c.Number("alpha")),
            "larger" => TestPower.OneSided(noncentrality, n + m - 2, c.Number("alpha")),
            _ => TestPower.OneSided(-noncentrality, n + m - 2, c.Number("alpha")),
        };
        Near.Absolute(power, c.Number("values/power"), 1e-8, c.Text("id"));
    });

    [Test]
    public void Samples_and_detectable_effects_equal_golden() => ForEach("power/solve", c =>
    {
        if (c.Has("effect_d"))
        {
            TestPower.SamplesPerArm(c.Number("effect_d"), c.Number("alpha"), c.Number("power"))
                .Should().Be(c.At("values/n_per_arm").GetInt32(), c.Text("id"));
            return;
        }

        // The power formula agrees to 1e-8 above; statsmodels' root finder stops where its own power is off by up to 3e-6.
        var n = (int)c.Number("n_per_arm");
        Near.Absolute(TestPower.TwoSample(c.Number("values/detectable_d"), n, n).Value, c.Number("power"), 4e-6, c.Text("id"));
    });

    [Test]
    public void The_detectable_effect_is_detected_with_its_power()
    {
        foreach (var df in (double[])[3, 17.5, 400])
            Near.Absolute(TestPower.OneSided(TestPower.DetectableNoncentrality(df, 0.025, 0.8), df, 0.025), 0.8, 1e-9, $"{df} degrees");
    }

    [Test]
    public void Paired_power_equals_golden() => ForEach("power/paired", c =>
    {
        var n = c.Number("n");
        Near.Absolute(TestPower.TwoSided(c.Number("effect_d") * Math.Sqrt(n), n - 1, c.Number("alpha")), c.Number("values/power"), 1e-8, c.Text("id"));
    });

    private static void CheckJackknife(ISetMetric metric, JsonElement golden, Func<double, double> figure, double tolerance)
    {
        int[] all = [.. Enumerable.Range(0, metric.Count)];
        var figures = new double[metric.Count];
        var estimate = Jackknife.Of(metric, all, false, figures)!.Value;
        Near.Absolute(estimate.Value, figure(golden.Number("values/value")), tolerance * Math.Max(1, estimate.Value), golden.GetRawText()[..60]);
        for (var i = 0; i < figures.Length; i++)
            Near.Absolute(figures[i], figure(golden.At("values/delete_one")[i].Number()), tolerance * Math.Max(1, figures[i]), $"delete {i}");

        // Where all leave-one-out values are equal up to rounding the product says exactly 0.
        var expected = golden.Number("values/standard_error");
        Near.Absolute(Math.Sqrt(Jackknife.Variance(figures, figures.Length, 1)), expected, (1e-9 * expected) + 1e-12, "standard error");
    }

    private static void ForEach(string path, Action<JsonElement> check)
    {
        Assert.That(Golden.At(path).GetArrayLength(), Is.GreaterThan(0));
        foreach (var item in Golden.At(path).EnumerateArray())
            check(item);
    }
}
