namespace DiversityBench.Verification.Claims;

/// <summary>Which prompts a claim can use, and why it cannot be tested if too few.</summary>
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
            var reason = TooFew(arms, fewestSamples);
            if (reason is null)
            {
                var statistic = new MetricDifference(arms.Metric, scale);
                if (statistic.Estimate(arms.Base, arms.Aligned, new double[arms.Metric.Count]) is { } estimate)
                    usable.Add(new UsablePrompt(arms, statistic, estimate));
                else
                    reason = "the metric is not defined for both arms";
            }

            firstReason ??= reason is null ? null : $"prompt {arms.PromptId}: {reason}";
        }

        IReadOnlyList<Figure> figures = usable.Count == prompts.Count
            ? []
            : [new Figure("prompts used", usable.Count, $"of {prompts.Count}", Reason: firstReason)];
        var enough = usable.Count > 0 && 2 * usable.Count >= prompts.Count;
        return new PromptSelection(usable, enough ? null : $"only {usable.Count} of {prompts.Count} prompts can be used; {firstReason}", figures);
    }

    private static string? TooFew(PromptArms arms, int fewestSamples)
    {
        var fewest = Math.Max(fewestSamples, arms.Metric.FewestMembers + 1);
        if (arms.Base.Length >= fewest && arms.Aligned.Length >= fewest)
            return null;
        return $"too few valid samples (base {arms.Base.Length}, aligned {arms.Aligned.Length}, at least {fewest} needed)";
    }
}
