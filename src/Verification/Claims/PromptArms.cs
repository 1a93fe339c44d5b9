using DiversityBench.Metrics.Sets;

namespace DiversityBench.Verification.Claims;

/// <summary>One prompt's valid samples of both arms, pooled: a metric over the pool and which samples belong to which arm.</summary>
/// <param name="PromptId">Which prompt.</param>
/// <param name="Metric">The metric over the pool.</param>
/// <param name="Base">Indices of the base samples in the pool.</param>
/// <param name="Aligned">Indices of the aligned samples in the pool, disjoint from <paramref name="Base"/>.</param>
public sealed record PromptArms(string PromptId, ISetMetric Metric, int[] Base, int[] Aligned)
{
    /// <summary>Arms of a pool in which the base samples come first: 0 … baseCount - 1, then all others.</summary>
    public static PromptArms BaseFirst(string promptId, ISetMetric metric, int baseCount) =>
        new(promptId, metric, [.. Enumerable.Range(0, baseCount)], [.. Enumerable.Range(baseCount, metric.Count - baseCount)]);
}
