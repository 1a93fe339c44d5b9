using System.Globalization;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>
/// Permutation of the raw mean effect within prompts, where studentising costs too much. It tests whether the arms are exchangeable,
/// which is more than equal diversity, and so only stands beside the verdict.
/// </summary>
public static class RawPermutation
{
    /// <summary>Name of the figure.</summary>
    public const string Name = "raw permutation p";
    private const string Meaning = "tests equal distributions, not equal diversity; the verdict uses the jackknife t test";

    internal static Figure PValue(EffectScale scale, IReadOnlyList<UsablePrompt> used, ClaimTestOptions options)
    {
        var unit = string.Create(CultureInfo.InvariantCulture, $"of {options.RawPermutations} relabellings");
        ITwoArmStatistic[] statistics = [.. used.Select(p => p.Arms.Metric is RecomputedMetric { ForRelabelling: { } metric } ? new MetricDifference(metric, scale) : p.Statistic)];
        var observed = Mean(index => statistics[index].Effect(used[index].Arms.Base, used[index].Arms.Aligned));
        if (!double.IsFinite(observed))
            return new Figure(Name, null, unit, Reason: "the figure of an arm is not defined");
        var extreme = new bool[options.RawPermutations];
        Parallel.For(0, extreme.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads ?? -1 }, b => extreme[b] = PermutationTest.IsExtreme(Mean(index =>
        {
            var arms = used[index].Arms;
            int[] labelling = [.. arms.Base, .. arms.Aligned];
            new RandomStream(options.Seed, (ulong)b, (ulong)index).Choose(labelling, arms.Base.Length);
            return statistics[index].Effect(labelling.AsSpan(0, arms.Base.Length), labelling.AsSpan(arms.Base.Length));
        }), observed));
        var count = extreme.Count(e => e);
        return new Figure(Name, (1.0 + count) / (1.0 + extreme.Length), unit, Proportion.Wilson(count, extreme.Length).Value, Meaning);

        double Mean(Func<int, double?> effect) => Enumerable.Range(0, used.Count).Average(index => effect(index) ?? double.NaN);
    }
}
