using System.Collections.Concurrent;
using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Clusters;

/// <summary>
/// The clusters of an arm and of most of it: a set that is most of the arm is clustered from the arm's own centres, which is where its search would
/// end. The arm is searched when it is first asked for and each set clustered once, so whoever compares an arm with several others
/// shares one of these. Safe for concurrent use.
/// </summary>
public sealed class ArmClusters
{
    private const double MostOfTheArm = 0.5;
    private const int GapDraws = 10;
    private readonly Lazy<(PointSet Points, SymmetricMatrix Distances, ClusterAnalysis? Analysis)> _search;
    private readonly ConcurrentDictionary<string, Lazy<ClusterAnalysis?>> _parts = new(StringComparer.Ordinal);
    private readonly Lazy<Measured<GapStatistic>> _gap;

    /// <summary>Takes the samples of an arm.</summary>
    /// <param name="embeddings">Unit vectors of the arm's samples.</param>
    /// <param name="options">How k-means searches.</param>
    public ArmClusters(UnitEmbeddings embeddings, KMeansOptions options)
    {
        (Count, Options) = (embeddings.Count, options);
        _search = new Lazy<(PointSet, SymmetricMatrix, ClusterAnalysis?)>(() =>
        {
            var points = SpanCoordinates.Of(embeddings.Points);
            return (points, SymmetricMatrix.Distances(points), ClusterAnalysis.Of(points, options).TryGet(out var analysis, out _) ? analysis : null);
        });
        _gap = new Lazy<Measured<GapStatistic>>(() => GapStatistic.Of(embeddings.Points, GapStatistic.Draw(embeddings.Points, GapDraws, options.Seed), options.MostClusters, options with { Restarts = 1 }));
    }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>How k-means searches.</summary>
    public KMeansOptions Options { get; }

    /// <summary>The arm's clusters; null where its samples cannot be clustered.</summary>
    public ClusterAnalysis? Analysis => _search.Value.Analysis;

    /// <summary>
    /// The arm's gap statistic for k = 1 … <see cref="KMeansOptions.MostClusters"/> against ten draws, every division, theirs and its own, searched from one start; computed when it is first asked for.
    /// </summary>
    public Measured<GapStatistic> Gap => _gap.Value;

    /// <summary>The analysis of most of the arm; null if the members are not most of it, or the arm has no analysis.</summary>
    /// <param name="members">Samples of the arm; others make the set not one of the arm's.</param>
    internal ClusterAnalysis? OfMost(int[] members)
    {
        if (members.Length > Count || members.Length < MostOfTheArm * Count || Array.Exists(members, member => member < 0 || member >= Count))
            return null;
        return members.Length == Count ? Analysis : OfPart(members);
    }

    /// <summary>The analysis of any part of the arm, searched from the arm's own centres; null if the arm has no analysis.</summary>
    /// <param name="members">Samples of the arm.</param>
    internal ClusterAnalysis? OfPart(int[] members)
    {
        var (points, distances, analysis) = _search.Value;
        return analysis is null ? null : _parts.GetOrAdd(string.Join(',', members), _ => new Lazy<ClusterAnalysis?>(() => analysis.Restrict(points, distances, members))).Value;
    }
}
