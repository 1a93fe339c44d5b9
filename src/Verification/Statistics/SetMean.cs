using DiversityBench.Metrics;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>A set-level metric of one arm: its mean over prompts, prompts fixed.</summary>
/// <param name="Value">The mean.</param>
/// <param name="Interval">95 % interval over samples, by the jackknife of <see cref="Jackknife"/> and Student's t; null where the samples show no variance.</param>
public sealed record SetMean(double Value, Interval? Interval)
{
    private const double UpperTail = 0.975;

    /// <summary>The mean over all samples of each metric's pool. Undefined without a prompt, or where a prompt's figure is not defined.</summary>
    /// <param name="prompts">One metric a prompt, over samples of one arm alone.</param>
    public static Measured<SetMean> Of(IReadOnlyList<ISetMetric> prompts)
    {
        if (prompts.Count == 0)
            return new Undefined("no prompt with samples");
        var estimates = new List<JackknifeEstimate>(prompts.Count);
        foreach (var metric in prompts)
        {
            int[] all = [.. Enumerable.Range(0, metric.Count)];
            if (Jackknife.Of(metric, all, logarithm: false, new double[metric.Count]) is not { } estimate)
                return new Undefined(FormattableString.Invariant($"a prompt with {metric.Count} samples has no figure"));
            estimates.Add(estimate);
        }

        var (value, variance) = (estimates.Average(e => e.Value), estimates.Sum(e => e.Variance));
        if (variance <= 0)
            return new SetMean(value, null);
        var df = variance * variance / estimates.Sum(e => e.Variance * e.Variance / e.DegreesOfFreedom);
        var half = Distributions.StudentTQuantile(UpperTail, df) * Math.Sqrt(variance) / estimates.Count;
        return new SetMean(value, new Interval(value - half, value + half));
    }
}
