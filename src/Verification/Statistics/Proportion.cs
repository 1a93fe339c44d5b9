using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>Two-sided intervals of a proportion.</summary>
public static class Proportion
{
    /// <summary>Wilson's score interval (1927): on average of its level, never outside [0, 1].</summary>
    public static Measured<Interval> Wilson(int successes, int n, double alpha = 0.05)
    {
        if (Flaw(successes, n) is { } flaw)
            return new Undefined(flaw);
        var z = Distributions.NormalQuantile(1 - (alpha / 2));
        var p = (double)successes / n;
        var centre = p + (z * z / (2 * n));
        var half = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4.0 * n * n)));
        var scale = 1 + (z * z / n);
        return new Interval(successes == 0 ? 0 : (centre - half) / scale, successes == n ? 1 : (centre + half) / scale);
    }

    /// <summary>
    /// Interval of the difference of two shares, first - second, from their Wilson intervals (Newcombe 1998, Statist. Med. 17:873,
    /// method 10). 56 of 70 against 48 of 80 gives 0.0524 … 0.3339.
    /// </summary>
    public static Measured<Interval> Difference(int first, int ofFirst, int second, int ofSecond, double alpha = 0.05)
    {
        if (!Wilson(first, ofFirst, alpha).TryGet(out var a, out var flaw) || !Wilson(second, ofSecond, alpha).TryGet(out var b, out flaw))
            return flaw;
        var (p, q) = ((double)first / ofFirst, (double)second / ofSecond);
        return new Interval(p - q - Root(p - a.Lower, b.Upper - q), p - q + Root(a.Upper - p, q - b.Lower));

        static double Root(double x, double y) => Math.Sqrt((x * x) + (y * y));
    }

    /// <summary>Clopper and Pearson's interval (1934): never below its level.</summary>
    public static Measured<Interval> ClopperPearson(int successes, int n, double alpha = 0.05)
    {
        if (Flaw(successes, n) is { } flaw)
            return new Undefined(flaw);
        return new Interval(
            successes == 0 ? 0 : Distributions.BetaQuantile(alpha / 2, successes, n - successes + 1.0),
            successes == n ? 1 : Distributions.BetaQuantile(1 - (alpha / 2), successes + 1.0, n - successes));
    }

    private static string? Flaw(int successes, int n)
    {
        if (n <= 0)
            return "no samples";
        return successes < 0 || successes > n ? $"{successes} successes of {n} samples" : null;
    }
}
