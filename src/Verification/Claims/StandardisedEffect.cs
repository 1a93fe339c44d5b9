using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>Hedges' g beside a difference of means, oriented like the effect; over several prompts their mean.</summary>
internal static class StandardisedEffect
{
    public static IEnumerable<Figure> Beside(EffectScale scale, IReadOnlyList<UsablePrompt> used)
    {
        if (scale is not (EffectScale.Decrease or EffectScale.Increase) || !used.All(p => p.Arms.Metric is MeanOfScalars))
            return [];
        var sizes = new List<(double G, double Variance, Interval Interval)>();
        foreach (var (arms, _, _) in used)
        {
            var (plus, minus) = scale == EffectScale.Increase ? (arms.Aligned, arms.Base) : (arms.Base, arms.Aligned);
            if (!HedgesG.Of(Pick(arms, plus), Pick(arms, minus)).TryGet(out var g, out var undefined))
                return [new Figure("Hedges g", null, "standard deviations", Reason: $"prompt {arms.PromptId}: {undefined.Reason}")];
            double n = plus.Length, m = minus.Length;
            sizes.Add((g.Value, ((n + m) / (n * m)) + (g.Value * g.Value / (2 * (n + m))), g.Interval));
        }

        var mean = sizes.Average(s => s.G);
        var half = Distributions.NormalQuantile(0.975) * Math.Sqrt(sizes.Sum(s => s.Variance)) / sizes.Count;
        return [new Figure("Hedges g", mean, "standard deviations", sizes.Count == 1 ? sizes[0].Interval : new Interval(mean - half, mean + half))];
    }

    private static double[] Pick(PromptArms arms, int[] members)
    {
        var scalars = ((MeanOfScalars)arms.Metric).Scalars;
        var picked = new double[members.Length];
        for (var i = 0; i < picked.Length; i++)
            picked[i] = scalars[members[i]];
        return picked;
    }
}
