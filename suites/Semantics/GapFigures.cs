using DiversityBench.Metrics;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Semantics;

/// <summary>The gap statistic of either arm, beside E2.3: it can answer that there is one cluster, which the silhouette cannot.</summary>
internal static class GapFigures
{
    /// <summary>Mean over prompts of the gap at the k that it chooses, and of that k; nothing where no prompt can be used.</summary>
    public static IEnumerable<Figure> Of(IReadOnlyList<EmbeddedTexts.Embedded> texts, string suffix)
        => [.. Of($"base gap statistic{suffix}", texts, e => e.Clustered.Base), .. Of($"aligned gap statistic{suffix}", texts, e => e.Clustered.Aligned)];

    private static IEnumerable<Figure> Of(string gap, IReadOnlyList<EmbeddedTexts.Embedded> texts, Func<EmbeddedTexts.Embedded, ArmClusters> side)
    {
        const string NoInterval = "no interval is known";
        var clusters = $"{gap}, k";
        var found = new List<GapStatistic>();
        foreach (var prompt in texts)
        {
            if (!side(prompt).Gap.TryGet(out var statistic, out var undefined))
                return [Missing(gap, "nats"), Missing(clusters, "clusters")];
            found.Add(statistic);

            Figure Missing(string name, string unit) => new(name, null, unit, Reason: $"prompt {prompt.Prompt.Prompt.Id}: {undefined.Reason}");
        }

        if (found.Count == 0)
            return [];
        return
        [
            new Figure(gap, found.Average(g => g.Gaps[g.BestK - 1]), "nats", Reason: $"at the k that it chooses, mean over prompts; {NoInterval}"),
            new Figure(clusters, found.Average(g => g.BestK), "clusters", Reason: $"by prompt: {string.Join(", ", found.Select(g => g.BestK))}; {NoInterval}"),
        ];
    }
}
