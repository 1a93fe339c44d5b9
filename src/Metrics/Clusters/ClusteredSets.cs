using System.Collections.Concurrent;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;

namespace DiversityBench.Metrics.Clusters;

/// <summary>
/// k-means figures of sets of one prompt's pooled samples, as set metrics. Each set is clustered once, however many figures are asked of
/// it. Both figures jump where the best k changes; only clustering anew shows that, so intervals come from groups left out.
/// Safe for concurrent use.
/// </summary>
public sealed class ClusteredSets
{
    private const int FewestSamples = 12;
    private readonly UnitEmbeddings _embeddings;
    private readonly KMeansOptions _options;
    private readonly ConcurrentDictionary<string, Lazy<ClusterAnalysis?>> _analyses = new(StringComparer.Ordinal);

    /// <summary>Takes the pooled samples.</summary>
    /// <param name="embeddings">Unit vectors of all pooled samples.</param>
    /// <param name="options">How k-means searches.</param>
    public ClusteredSets(UnitEmbeddings embeddings, KMeansOptions options)
    {
        _embeddings = embeddings;
        _options = options;
        BestSilhouette = new RecomputedMetric(embeddings.Count, FewestSamples, members => Analyse(members)?.BestSilhouette);
        EffectiveClusters = new RecomputedMetric(embeddings.Count, FewestSamples, members => Analyse(members)?.Best.EffectiveClusters);
    }

    /// <summary>Largest mean silhouette over k = 2 … 10 (claim E2.3), at most 1.</summary>
    public ISetMetric BestSilhouette { get; }

    /// <summary>exp H of the cluster sizes at the k of the best silhouette (claim E2.4), at least 1.</summary>
    public ISetMetric EffectiveClusters { get; }

    private ClusterAnalysis? Analyse(ReadOnlySpan<int> members)
    {
        var chosen = members.ToArray();
        return _analyses.GetOrAdd(string.Join(',', chosen), _ => new Lazy<ClusterAnalysis?>(
            () => ClusterAnalysis.Of(_embeddings.Choose(chosen), _options).TryGet(out var analysis, out var _) ? analysis : null)).Value;
    }
}
