using DiversityBench.Metrics;
using DiversityBench.Metrics.Categories;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>A positive figure of samples beside its exact value under a known distribution.</summary>
/// <param name="Estimate">The figure; the bias that it has at this number of samples under the known distribution is taken off, on the scale of logarithms.</param>
/// <param name="Interval">95 % interval of the estimate, jackknife of the logarithm.</param>
/// <param name="Exact">The exact value.</param>
/// <param name="PValue">Two-sided: twice the smaller share of draws from the known distribution whose figure is at least as high, or as low.</param>
/// <param name="Samples">Number of samples.</param>
public sealed record KnownFigure(double Estimate, Interval Interval, double Exact, double PValue, int Samples)
{
    /// <summary>Whether the exact value lies in the interval.</summary>
    public bool HoldsExact => Exact >= Interval.Lower && Exact <= Interval.Upper;

    /// <summary>Compares labels with the distribution that they should follow.</summary>
    /// <param name="known">The distribution.</param>
    /// <param name="labels">One label a sample.</param>
    /// <param name="metric">The figure of a list of labels.</param>
    /// <param name="exact">Its exact value under the distribution, positive.</param>
    /// <param name="draws">Draws of as many labels from the distribution.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static Measured<KnownFigure> Of(
        KnownDistribution known, IReadOnlyList<string> labels, Func<IReadOnlyList<string>, ISetMetric> metric, double exact, int draws, ulong seed)
    {
        int[] all = [.. Enumerable.Range(0, labels.Count)];
        if (labels.Count == 0)
            return new Undefined("no samples");
        if (Jackknife.Of(metric(labels), all, logarithm: true, new double[labels.Count]) is not { } observed)
            return new Undefined("the figure is not defined for these samples");
        var drawn = new double[draws];
        Parallel.For(0, draws, b =>
        {
            var stream = new RandomStream(seed, (ulong)b);
            var sample = new string[labels.Count];
            foreach (ref var label in sample.AsSpan())
                label = known.Values[known.At(stream.Uniform())];
            drawn[b] = Math.Log(metric(sample).Value(all) ?? double.NaN);
        });
        if (drawn.Any(d => !double.IsFinite(d)))
            return new Undefined("the figure is not defined for every draw from the known distribution");
        var estimate = observed.Figure - (drawn.Average() - Math.Log(exact));
        var half = Distributions.StudentTQuantile(0.975, observed.DegreesOfFreedom) * Math.Sqrt(observed.Variance);
        var (above, below) = (drawn.Count(d => PermutationTest.IsExtreme(d, observed.Figure)), drawn.Count(d => PermutationTest.IsExtreme(-d, -observed.Figure)));
        return new KnownFigure(
            Math.Exp(estimate), new Interval(Math.Exp(estimate - half), Math.Exp(estimate + half)), exact,
            Math.Min(1, 2 * (1.0 + Math.Min(above, below)) / (1.0 + draws)), labels.Count);
    }
}
