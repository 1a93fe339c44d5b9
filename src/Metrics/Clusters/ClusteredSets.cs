using System.Collections.Concurrent;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;

namespace DiversityBench.Metrics.Clusters;

/// <summary>
/// k-means figures of sets of one prompt's pooled samples, as set metrics. Both figures jump where the best k changes, which only clustering
/// anew shows, so intervals come from groups left out. A set that is most of a whole arm is clustered from that
/// arm's own centres, which is where its search would end; any other set is searched from scratch. Each set is clustered once, however
/// many figures are asked of it. Safe for concurrent use.
/// </summary>
public sealed class ClusteredSets
{
    private const int FewestSamples = 12;
    private const double MostOfAnArm = 0.8;
    private readonly UnitEmbeddings _embeddings;
    private readonly KMeansOptions _options;
    private readonly Lazy<Arm>[] _arms;
    private readonly ConcurrentDictionary<string, Lazy<ClusterAnalysis?>> _analyses = new(StringComparer.Ordinal);

    /// <summary>Takes the pooled samples.</summary>
    /// <param name="embeddings">Unit vectors of all pooled samples, base samples first.</param>
    /// <param name="baseCount">Number of base samples.</param>
    /// <param name="options">How k-means searches.</param>
    public ClusteredSets(UnitEmbeddings embeddings, int baseCount, KMeansOptions options)
    {
        _embeddings = embeddings;
        _options = options;
        _arms = [Search(Enumerable.Range(0, baseCount)), Search(Enumerable.Range(baseCount, embeddings.Count - baseCount))];
        BestSilhouette = new RecomputedMetric(embeddings.Count, FewestSamples, members => Analyse(members)?.BestSilhouette, "silhouette");
        EffectiveClusters = new RecomputedMetric(embeddings.Count, FewestSamples, members => Analyse(members)?.Best.EffectiveClusters, "clusters");
    }

    /// <summary>Largest mean silhouette over k = 2 … <see cref="KMeansOptions.MostClusters"/> (claim E2.3), at most 1.</summary>
    public ISetMetric BestSilhouette { get; }

    /// <summary>exp H of the cluster sizes at the k of the best silhouette (claim E2.4), at least 1.</summary>
    public ISetMetric EffectiveClusters { get; }

    private Lazy<Arm> Search(IEnumerable<int> range) => new(() =>
    {
        int[] members = [.. range];
        var points = SpanCoordinates.Of(_embeddings.Choose(members).Points);
        return new Arm(members, points, ClusterAnalysis.Of(points, _options).TryGet(out var analysis, out var _) ? analysis : null);
    });

    private ClusterAnalysis? Analyse(ReadOnlySpan<int> members)
    {
        var chosen = members.ToArray();
        return _analyses.GetOrAdd(string.Join(',', chosen), _ => new Lazy<ClusterAnalysis?>(() => Analyse(chosen))).Value;
    }

    private ClusterAnalysis? Analyse(int[] members)
    {
        foreach (var arm in _arms)
        {
            if (arm.Value.Without(members) is { } fromArm)
                return fromArm;
        }

        return ClusterAnalysis.Of(_embeddings.Choose(members), _options).TryGet(out var analysis, out var _) ? analysis : null;
    }

    private sealed record Arm(int[] Members, PointSet Points, ClusterAnalysis? Analysis)
    {
        /// <summary>The analysis of most of the arm, from the arm's own; null if the members are not most of it.</summary>
        public ClusterAnalysis? Without(int[] members)
        {
            if (Analysis is null || members.Length > Members.Length || members.Length < MostOfAnArm * Members.Length)
                return null;
            var first = Members[0];
            if (Array.Exists(members, member => member < first || member >= first + Members.Length))
                return null;
            return members.Length == Members.Length ? Analysis : Analysis.Restrict(Points, Array.ConvertAll(members, member => member - first));
        }
    }
}
