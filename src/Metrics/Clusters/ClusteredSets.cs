using System.Collections.Concurrent;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;

namespace DiversityBench.Metrics.Clusters;

/// <summary>
/// k-means figures of sets of one prompt's pooled samples, as set metrics. Both figures jump where the best k changes, which only clustering
/// anew shows, so intervals come from halves. A set that is most of a whole arm is clustered from that
/// arm's own centres (<see cref="ArmClusters"/>); any other set is searched from scratch, but for relabellings, where every set is searched from
/// the centres of the whole pool. Each set is clustered once, however many figures are asked of it. Safe for concurrent use.
/// </summary>
public sealed class ClusteredSets
{
    private const int FewestSamples = 12;
    private readonly UnitEmbeddings _embeddings;
    private readonly ArmClusters _base;
    private readonly ArmClusters _aligned;
    private readonly ConcurrentDictionary<string, Lazy<ClusterAnalysis?>> _others = new(StringComparer.Ordinal);

    /// <summary>Takes the pooled samples.</summary>
    /// <param name="embeddings">Unit vectors of all pooled samples, base samples first.</param>
    /// <param name="ofBase">Clusters of the base samples.</param>
    /// <param name="ofAligned">Clusters of the aligned samples.</param>
    /// <exception cref="ArgumentException">The two arms are not as many as the pool.</exception>
    public ClusteredSets(UnitEmbeddings embeddings, ArmClusters ofBase, ArmClusters ofAligned)
    {
        if (ofBase.Count + ofAligned.Count != embeddings.Count)
        {
            throw new ArgumentException(
                $"""
                Expected the arms to hold every pooled sample because the pool is both arms, but found {ofBase.Count} and {ofAligned.Count} of {embeddings.Count}.
                Next step: pass the base samples, then the aligned ones.
                """);
        }

        (_embeddings, _base, _aligned) = (embeddings, ofBase, ofAligned);
        var pool = new ArmClusters(embeddings, ofBase.Options);
        BestSilhouette = Figure(analysis => analysis.BestSilhouette, "silhouette");
        EffectiveClusters = Figure(analysis => analysis.Best.EffectiveClusters, "clusters");
        LargestShare = Figure(analysis => analysis.Best.LargestShare, "largest cluster");

        RecomputedMetric Figure(Func<ClusterAnalysis, double> figure, string name)
            => new(embeddings.Count, FewestSamples, members => Analyse(members) is { } found ? figure(found) : null, name)
            {
                Jumps = true,
                ForRelabelling = new RecomputedMetric(embeddings.Count, FewestSamples, members => pool.OfPart(members.ToArray()) is { } found ? figure(found) : null),
            };
    }

    /// <summary>Takes pooled samples whose arms are compared nowhere else.</summary>
    /// <param name="embeddings">Unit vectors of all pooled samples, base samples first.</param>
    /// <param name="baseCount">Number of base samples.</param>
    /// <param name="options">How k-means searches.</param>
    public ClusteredSets(UnitEmbeddings embeddings, int baseCount, KMeansOptions options)
        : this(embeddings, Part(embeddings, 0, baseCount, options), Part(embeddings, baseCount, embeddings.Count - baseCount, options))
    {
    }

    /// <summary>Clusters of the base samples.</summary>
    public ArmClusters Base => _base;

    /// <summary>Clusters of the aligned samples.</summary>
    public ArmClusters Aligned => _aligned;

    /// <summary>Largest mean silhouette over k = 2 … <see cref="KMeansOptions.MostClusters"/> (claim E2.3), at most 1.</summary>
    public ISetMetric BestSilhouette { get; }

    /// <summary>exp H of the cluster sizes at the k of the best silhouette (claim E2.4), at least 1.</summary>
    public ISetMetric EffectiveClusters { get; }

    /// <summary>Share of the largest cluster at the k of the best silhouette, 0 … 1.</summary>
    public ISetMetric LargestShare { get; }

    private static ArmClusters Part(UnitEmbeddings embeddings, int start, int count, KMeansOptions options)
        => new(embeddings.Choose([.. Enumerable.Range(start, count)]), options);

    private ClusterAnalysis? Analyse(ReadOnlySpan<int> members)
    {
        var chosen = members.ToArray();
        return _base.OfMost(chosen)
            ?? _aligned.OfMost(Array.ConvertAll(chosen, member => member - _base.Count))
            ?? _others.GetOrAdd(string.Join(',', chosen), _ => new Lazy<ClusterAnalysis?>(() => Search(chosen))).Value;
    }

    private ClusterAnalysis? Search(int[] members)
        => ClusterAnalysis.Of(_embeddings.Choose(members), _base.Options).TryGet(out var analysis, out _) ? analysis : null;
}
