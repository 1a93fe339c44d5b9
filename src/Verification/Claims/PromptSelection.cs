using DiversityBench.Metrics.Sets;

namespace DiversityBench.Verification.Claims;

/// <summary>Which prompts a claim can use: those with enough valid samples in both arms, if they are at least half of all.</summary>
internal sealed record PromptSelection(IReadOnlyList<UsablePrompt> Usable, string? Reason, IReadOnlyList<Figure> Figures)
{
    public static PromptSelection Of(EffectScale scale, IReadOnlyList<PromptArms> prompts, int fewestSamples)
    {
        if (prompts.Count == 0)
            return new PromptSelection([], "no samples: there is no prompt with valid samples", []);

        var usable = new List<UsablePrompt>();
        string? firstReason = null;
        foreach (var arms in prompts)
        {
            CheckMembers(arms);
            var reason = TooFew(arms, fewestSamples);
            if (reason is null)
            {
                var statistic = StatisticOf(arms, scale);
                if (statistic.Estimate(arms.Base, arms.Aligned, new double[arms.Metric.Count]) is { } estimate)
                    usable.Add(new UsablePrompt(arms, statistic, estimate));
                else
                    reason = statistic.WhyUndefined(arms.Base, arms.Aligned);
            }

            firstReason ??= reason is null ? null : $"prompt {arms.PromptId}: {reason}";
        }

        IReadOnlyList<Figure> figures = usable.Count == prompts.Count
            ? []
            : [new Figure("prompts used", usable.Count, $"of {prompts.Count} prompts", Reason: firstReason)];
        if (usable.Count == 0 || 2 * usable.Count < prompts.Count)
            return new PromptSelection(usable, $"only {usable.Count} of {prompts.Count} prompts can be used; {firstReason}", figures);
        return new PromptSelection(usable, usable.Any(p => p.Estimate.HasVariance) || AreSaturated(usable) ? null : "zero variance in both arms", figures);
    }

    private static ITwoArmStatistic StatisticOf(PromptArms arms, EffectScale scale) => (scale, arms.Metric) switch
    {
        (EffectScale.CliffsDelta, IScalarSetMetric scalars) => new RankDifference(scalars),
        (EffectScale.CliffsDelta, _) => throw new ArgumentException(
            $"""
            Expected the metric of prompt {arms.PromptId} to be one of scalars because Cliff's delta compares single numbers, but found {arms.Metric.GetType().Name}.
            Next step: pass {nameof(MeanOfScalars)} over the numbers.
            """),
        (_, Spread spread) => new MetricDifference(spread.Centred(arms.Base, arms.Aligned), scale),
        _ => new MetricDifference(arms.Metric, scale),
    };

    /// <summary>Every label distinct in one arm, one label only in the other: no variance, but a difference beyond doubt.</summary>
    private static bool AreSaturated(List<UsablePrompt> usable) =>
        usable.All(p => p.Arms.Metric is IFlooredVariance && p.Estimate.Variance > 0) && usable.Any(p => p.Estimate.Effect != 0);

    private static void CheckMembers(PromptArms arms)
    {
        var seen = new bool[arms.Metric.Count];
        foreach (var member in arms.Base.Concat(arms.Aligned))
        {
            if (member < 0 || member >= seen.Length || seen[member])
            {
                throw new ArgumentException(
                    $"""
                    Expected the arms of prompt {arms.PromptId} to hold each sample of the pool once at most because an arm is a set, but found index {member} of {seen.Length} {(member < 0 || member >= seen.Length ? "samples" : "twice")}.
                    Next step: number the pooled samples from 0 and give each to one arm.
                    """);
            }

            seen[member] = true;
        }
    }

    private static string? TooFew(PromptArms arms, int fewestSamples)
    {
        var fewest = Math.Max(fewestSamples, arms.Metric.FewestMembers + 1);
        if (arms.Base.Length >= fewest && arms.Aligned.Length >= fewest)
            return null;
        return $"too few valid samples (base {arms.Base.Length}, aligned {arms.Aligned.Length}, at least {fewest} needed)";
    }
}
