using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Distinct classes per some samples, as in NoveltyBench (Zhang et al. 2025): a set's greedy partition in the order of its members, and
/// the classes to expect among a draw of that size, which makes sets of unequal size comparable.
/// </summary>
public static class DistinctClasses
{
    /// <summary>A metric over pooled samples, 1 … <paramref name="samples"/>; defined from that many members on.</summary>
    /// <param name="cosines">Cosines of the pooled samples.</param>
    /// <param name="threshold">A sample resembles the opener of a class above this cosine, strictly.</param>
    /// <param name="samples">Size of the draw, at least 1.</param>
    public static ISetMetric Per(SymmetricMatrix cosines, double threshold, int samples) => new RecomputedMetric(cosines.Count, samples, members =>
    {
        var chosen = members.ToArray();
        return GreedyPartition.Of(chosen.Length, (i, j) => cosines[chosen[i], chosen[j]], threshold).Then(p => p.ExpectedAmong(samples)).OrNull();
    }, "distinct classes");
}
