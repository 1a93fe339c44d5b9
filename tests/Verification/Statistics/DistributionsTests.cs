using System.Text.Json;
using DiversityBench.Verification.Statistics;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Statistics;

/// <summary>Against mpmath and scipy; tolerances are those of tests/golden/README.md.</summary>
[TestFixture]
internal sealed class DistributionsTests
{
    private static readonly JsonElement Golden = GoldenJson.Root("stats.json").At("distributions");

    [Test]
    public void Normal_distribution_equals_golden() => ForEach("normal_cdf", c =>
    {
        Tail(Distributions.NormalCdf(c.Number("x")), c.Number("cdf"), $"normal {c}");
        Tail(Distributions.NormalCdf(-c.Number("x")), c.Number("sf"), $"normal {c}");
    });

    [Test]
    public void Normal_quantiles_equal_golden() => ForEach("normal_quantile", c =>
    {
        // At p = 0.5 ± 1e-10 the spacing of doubles below p already moves the quantile by 1e-6 relative; near 0 absolute 1e-15 is all there is.
        if (Math.Abs(c.Number("p") - 0.5) < 1e-9)
            Near.Absolute(Distributions.NormalQuantile(c.Number("p")), c.Number("x"), 1e-15, $"normal {c}");
        else
            Near.Relative(Distributions.NormalQuantile(c.Number("p")), c.Number("x"), 1e-10, $"normal {c}");
    });

    [Test]
    public void T_distribution_equals_golden() => ForEach("t_cdf", c =>
    {
        Tail(Distributions.StudentTCdf(c.Number("x"), c.Number("df")), c.Number("cdf"), $"t {c}");
        Tail(Distributions.StudentTCdf(-c.Number("x"), c.Number("df")), c.Number("sf"), $"t {c}");
    });

    [Test]
    public void T_quantiles_equal_golden() => ForEach("t_quantile", c =>
        Near.Relative(Distributions.StudentTQuantile(c.Number("p"), c.Number("df")), c.Number("x"), 1e-10, $"t {c}"));

    [Test]
    public void Chi_squared_distribution_equals_golden() => ForEach("chi2_cdf", c =>
    {
        Tail(Distributions.ChiSquaredCdf(c.Number("x"), c.Number("df")), c.Number("cdf"), $"chi2 {c}", 1e-10);
        Tail(Distributions.ChiSquaredSurvival(c.Number("x"), c.Number("df")), c.Number("sf"), $"chi2 {c}", 1e-10);
    });

    [Test]
    public void Chi_squared_quantiles_equal_golden() => ForEach("chi2_quantile", c =>
        Near.Relative(Distributions.ChiSquaredQuantile(c.Number("p"), c.Number("df")), c.Number("x"), 1e-10, $"chi2 {c}"));

    [Test]
    public void F_survival_equals_golden() => ForEach("f_sf", c =>
        Tail(Distributions.FSurvival(c.Number("x"), c.Number("df1"), c.Number("df2")), c.Number("sf"), $"F {c}", 1e-12));

    [Test]
    public void Beta_distribution_equals_golden() => ForEach("beta_cdf", c =>
        Near.Relative(Distributions.BetaCdf(c.Number("x"), c.Number("a"), c.Number("b")), c.Number("cdf"), 1e-12, $"beta {c}"));

    [Test]
    public void Beta_quantiles_equal_golden() => ForEach("beta_quantile", c =>
        Near.Relative(Distributions.BetaQuantile(c.Number("p"), c.Number("a"), c.Number("b")), c.Number("x"), 1e-10, $"beta {c}"));

    [Test]
    public void Noncentral_t_equals_golden() => ForEach("nct_cdf", c =>
        Near.Absolute(NoncentralT.Cdf(c.Number("x"), c.Number("df"), c.Number("noncentrality")), c.Number("cdf"), 1e-10, $"noncentral t {c}"));

    private static void ForEach(string group, Action<JsonElement> check)
    {
        Assert.That(Golden.At(group).GetArrayLength(), Is.GreaterThan(0));
        foreach (var item in Golden.At(group).EnumerateArray())
            check(item);
    }

    // Subnormal and vanishing tails have no relative digits.
    private static void Tail(double actual, double expected, string what, double body = 1e-13)
    {
        if (expected < 1e-300)
            Near.Absolute(actual, expected, 1e-300, what);
        else
            Near.Relative(actual, expected, expected < 1e-50 ? 1e-10 : body, what);
    }
}
