using DiversityBench.Metrics;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Gate;

/// <summary>Makes figures of set metrics by the jackknife; the prompts are fixed, the samples are random.</summary>
public static class GateFigures
{
    /// <summary>The mean over prompts, each of which counts as much; undefined where one of them is.</summary>
    /// <param name="prompts">A metric over all samples of each prompt.</param>
    public static Measured<GateFigure> MeanOf(IReadOnlyList<ISetMetric> prompts)
    {
        if (prompts.Count == 0)
            return new Undefined("no prompts");
        double value = 0, variance = 0, squares = 0;
        foreach (var (index, metric) in prompts.Index())
        {
            if (Jackknife.Of(metric, [.. Enumerable.Range(0, metric.Count)], false, new double[metric.Count]) is not { } estimate)
                return new Undefined($"prompt {index + 1} has {metric.Count} usable samples, too few");
            value += estimate.Value / prompts.Count;
            var share = estimate.Variance / prompts.Count / prompts.Count;
            variance += share;
            squares += share * share / estimate.DegreesOfFreedom;
        }

        return new GateFigure(value, variance, squares > 0 ? variance * variance / squares : prompts.Sum(p => p.Count - 1.0), prompts.Sum(p => p.Count));
    }
}
