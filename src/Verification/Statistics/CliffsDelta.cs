using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>
/// Cliff's delta P(x &gt; y) - P(x &lt; y) with Cliff's unbiased variance and the asymmetric interval of Feng and Cliff (2004). That
/// interval collapses under complete separation; there, min(n, m) disjoint pairs are all ordered, which at probability theta happens
/// with at most theta^min(n, m), so theta &gt;= 0.025^(1 / min(n, m)) is an exact bound.
/// </summary>
public static class CliffsDelta
{
    /// <summary>Delta of x (aligned) over y (base).</summary>
    public static Measured<EffectSize> Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (Sample.Flaw(x, y) is { } flaw)
            return new Undefined(flaw);
        var (delta, variance) = Estimate(x, y);
        return Math.Abs(delta) == 1
            ? new EffectSize(delta, Separated(delta, Math.Min(x.Length, y.Length)), "exact bound under complete separation")
            : new EffectSize(delta, FengCliff(delta, Math.Sqrt(variance), Distributions.NormalQuantile(0.975)), "Feng and Cliff");
    }

    /// <summary>Asymmetric interval around delta, |delta| &lt; 1, inside [-1, 1].</summary>
    internal static Interval FengCliff(double delta, double standardError, double quantile)
    {
        var (squared, width) = (delta * delta, quantile * quantile * standardError * standardError);
        var half = quantile * standardError * Math.Sqrt(Math.Pow(1 - squared, 2) + width);
        var centre = delta * (1 - squared);
        return new Interval((centre - half) / (1 - squared + width), (centre + half) / (1 - squared + width));
    }

    /// <summary>Interval when each of <paramref name="pairs"/> disjoint pairs is ordered alike.</summary>
    internal static Interval Separated(double delta, int pairs)
    {
        var bound = (2 * Math.Pow(0.025, 1.0 / pairs)) - 1;
        return delta > 0 ? new Interval(bound, 1) : new Interval(-1, -bound);
    }

    private static (double Delta, double Variance) Estimate(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double n = x.Length, m = y.Length;
        var rows = new double[x.Length];
        var columns = new double[y.Length];
        double squares = 0;
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < y.Length; j++)
            {
                var sign = Math.Sign(x[i].CompareTo(y[j]));
                rows[i] += sign;
                columns[j] += sign;
                squares += sign * sign;
            }
        }

        var delta = rows.Sum() / (n * m);
        var ofRows = rows.Sum(r => Math.Pow((r / m) - delta, 2));
        var ofColumns = columns.Sum(c => Math.Pow((c / n) - delta, 2));
        var ofPairs = squares - (n * m * delta * delta);
        var variance = ((m * m * ofRows) + (n * n * ofColumns) - ofPairs) / (n * m * (n - 1) * (m - 1));
        return (delta, Math.Max(variance, (1 - (delta * delta)) / ((n * m) - 1)));
    }
}
