using System.Globalization;

namespace DiversityBench.Metrics.Tokens;

/// <summary>
/// Distances of two distributions over the same categories. Weights are normalised first, so counts may be given.
/// Undefined without categories, for lists of different length, NaN, negative or infinite weights, and lists without mass.
/// </summary>
public static class Divergence
{
    /// <summary>
    /// Jensen-Shannon distance, the root of the Jensen-Shannon divergence in nats (Endres and Schindelin 2003):
    /// 0 … sqrt(ln 2) = 0.8326; divided by that it is the base-2 distance. No term is negative, so near-equal distributions keep their digits.
    /// </summary>
    /// <param name="p">[categories] weights.</param>
    /// <param name="q">[categories] weights.</param>
    public static Measured<double> JensenShannonDistanceInNats(ReadOnlySpan<double> p, ReadOnlySpan<double> q) =>
        Sum(p, q, static (a, b) => a + b == 0 ? 0 : (a + b) / 4 * TwiceBinaryDivergence((a - b) / (a + b))).Select(Math.Sqrt);

    /// <summary>Kullback-Leibler divergence sum p ln(p/q) in nats; +Infinity where q excludes what p allows.</summary>
    /// <param name="p">[categories] weights.</param>
    /// <param name="q">[categories] weights.</param>
    public static Measured<double> KullbackLeiblerInNats(ReadOnlySpan<double> p, ReadOnlySpan<double> q) =>
        Sum(p, q, static (a, b) => a == 0 ? 0 : b == 0 ? double.PositiveInfinity : a * Math.Log(a / b)).Select(sum => Math.Max(0, sum));

    /// <summary>Total variation distance, half the sum of absolute differences, 0 … 1.</summary>
    /// <param name="p">[categories] weights.</param>
    /// <param name="q">[categories] weights.</param>
    public static Measured<double> TotalVariation(ReadOnlySpan<double> p, ReadOnlySpan<double> q) =>
        Sum(p, q, static (a, b) => Math.Abs(a - b) / 2);

    // (1+t) ln(1+t) + (1-t) ln(1-t) for t in -1 … 1; at small t its series t^2/1 + t^4/6 + t^6/15 + …, term t^2k / (k (2k-1)).
    private static double TwiceBinaryDivergence(double t)
    {
        if (Math.Abs(t) == 1)
            return 2 * Math.Log(2);
        if (Math.Abs(t) >= 0.1)
            return (1 + t) * NearOne.Log1p(t) + (1 - t) * NearOne.Log1p(-t);
        double sum = 0, power = 1;
        for (var k = 1; k <= 9; k++)
        {
            power *= t * t;
            sum += power / (k * (2 * k - 1));
        }

        return sum;
    }

    private static Measured<double> Sum(ReadOnlySpan<double> p, ReadOnlySpan<double> q, Func<double, double, double> term)
    {
        if (p.Length != q.Length)
            return new Undefined(string.Create(CultureInfo.InvariantCulture, $"numbers of categories differ: {p.Length} and {q.Length}"));
        if (p.IsEmpty)
            return new Undefined("no categories");
        if ((Weights.FirstFault(p, "entry", "first distribution") ?? Weights.FirstFault(q, "entry", "second distribution")) is { } fault)
            return fault;
        var (a, b) = (Weights.Normalised(p), Weights.Normalised(q));
        var sum = default(CompensatedSum);
        for (var i = 0; i < a.Length; i++)
            sum.Add(term(a[i], b[i]));
        return sum.Value;
    }
}
