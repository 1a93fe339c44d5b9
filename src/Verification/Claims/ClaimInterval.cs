using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>95 % interval of a claim's effect over samples, prompts fixed.</summary>
internal static class ClaimInterval
{
    public static (Interval Interval, string Method) Of(
        EffectScale scale, IReadOnlyList<UsablePrompt> used, double effect, double error, double degreesOfFreedom)
    {
        var quantile = Distributions.StudentTQuantile(0.975, degreesOfFreedom);
        if (scale == EffectScale.CliffsDelta)
        {
            // Prompts with k pairs each, all ordered alike: the product of theta^k is largest where the thetas are equal.
            if (used.All(p => Math.Abs(p.Estimate.Effect) == 1) && Math.Abs(effect) == 1)
                return (CliffsDelta.Separated(effect, used.Count * used.Min(FewestInArm)), "exact bound under complete separation");
            return (CliffsDelta.FengCliff(effect, error, quantile), IntervalCoverage.Label("Feng and Cliff", scale, used));
        }

        return (new Interval(effect - (quantile * error), effect + (quantile * error)), IntervalCoverage.Label(Method(used), scale, used));
    }

    private static string Method(IReadOnlyList<UsablePrompt> used)
    {
        if (used.Any(p => p.Arms.Metric is RecomputedMetric { Jumps: true }))
            return "jackknife, halves left out";
        return used.Any(p => p.Arms.Metric is RecomputedMetric && FewestInArm(p) > Jackknife.Groups) ? $"jackknife, {Jackknife.Groups} groups left out in turn" : "delete-one jackknife";
    }

    private static int FewestInArm(UsablePrompt prompt) => Math.Min(prompt.Arms.Base.Length, prompt.Arms.Aligned.Length);
}
