using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;

namespace DiversityBench.Metrics.Clusters;

/// <summary>
/// k-means figures of sets of one prompt's pooled samples, as set metrics. Each set is clustered once, however many figures are asked of
/// it. Leaving a sample out keeps the clusters of the others: the k-means solution is stationary, so what re-clustering
/// would change is of second order, and it would cost hundreds of fits.
/// </summary>
public sealed class ClusteredSets
{
    private const int FewestSamples = 12;
    private readonly UnitEmbeddings _embeddings;
    private readonly KMeansOptions _options;
    private readonly Dictionary<string, (ClusterAnalysis? Analysis, SymmetricMatrix? Distances)> _analyses = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Takes the pooled samples.</summary>
    /// <param name="embeddings">Unit vectors of all pooled samples.</param>
    /// <param name="options">How k-means searches.</param>
    public ClusteredSets(UnitEmbeddings embeddings, KMeansOptions options)
    {
        _embeddings = embeddings;
        _options = options;
        BestSilhouette = new Figure(this, a => a.BestSilhouette, SilhouettesWithoutOne);
        EffectiveClusters = new Figure(this, a => a.Best.EffectiveClusters, (a, _, values) => EffectiveWithoutOne(a.Best, values));
    }

    /// <summary>Largest mean silhouette over k = 2 … 10 (claim E2.3), at most 1.</summary>
    public ISetMetric BestSilhouette { get; }

    /// <summary>exp H of the cluster sizes at the k of the best silhouette (claim E2.4), at least 1.</summary>
    public ISetMetric EffectiveClusters { get; }

    private static void EffectiveWithoutOne(Clustering division, Span<double> values)
    {
        int[] sizes = [.. division.Sizes];
        for (var left = 0; left < values.Length; left++)
        {
            sizes[division.Labels[left]]--;
            values[left] = Categories.CategoryCounts.FromCounts((ReadOnlySpan<int>)[.. sizes.Where(size => size > 0)]).Value.HillQ1;
            sizes[division.Labels[left]]++;
        }
    }

    private static void SilhouettesWithoutOne(ClusterAnalysis analysis, SymmetricMatrix distances, Span<double> values)
    {
        values.Fill(double.NegativeInfinity);
        foreach (var division in analysis.ByK)
        {
            var means = new LeaveOneOutSilhouettes(distances, division);
            for (var left = 0; left < values.Length; left++)
                values[left] = Math.Max(values[left], means.MeanWithout(left));
        }
    }

    private (ClusterAnalysis? Analysis, SymmetricMatrix? Distances) Analyse(ReadOnlySpan<int> members)
    {
        var key = string.Join(',', members.ToArray());
        lock (_gate)
        {
            if (_analyses.TryGetValue(key, out var known))
                return known;
        }

        var chosen = _embeddings.Choose(members);
        var analysis = ClusterAnalysis.Of(chosen, _options).TryGet(out var found, out _) ? found : null;
        var result = (analysis, analysis is null ? null : SymmetricMatrix.Distances(chosen.Points));
        lock (_gate)
            _analyses[key] = result;
        return result;
    }

    private delegate void WithoutOne(ClusterAnalysis analysis, SymmetricMatrix distances, Span<double> values);

    private sealed class Figure(ClusteredSets sets, Func<ClusterAnalysis, double> figure, WithoutOne withoutOne) : ISetMetric
    {
        public int Count => sets._embeddings.Count;

        public int FewestMembers => FewestSamples;

        public bool LeaveOneOutIsCheap => false;

        public double? Value(ReadOnlySpan<int> members)
            => members.Length >= FewestSamples && sets.Analyse(members).Analysis is { } analysis ? figure(analysis) : null;

        public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
        {
            if (members.Length < FewestSamples || sets.Analyse(members) is not { Analysis: { } analysis, Distances: { } distances })
                return false;
            withoutOne(analysis, distances, values);
            return true;
        }
    }
}
