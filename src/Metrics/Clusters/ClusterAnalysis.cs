using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Clusters;

/// <summary>k-means for k = 2 … <see cref="KMeansOptions.MostClusters"/> on unit embeddings and the k of the best mean silhouette (claims E2.3 and E2.4).</summary>
/// <param name="ByK">One division per k, rising.</param>
/// <param name="Silhouettes">Mean silhouette of each division, on Euclidean distances: the silhouette curve.</param>
public sealed record ClusterAnalysis(IReadOnlyList<Clustering> ByK, IReadOnlyList<double> Silhouettes)
{
    /// <summary>Largest mean silhouette.</summary>
    public double BestSilhouette => Silhouettes.Max();

    /// <summary>The division of the largest mean silhouette, the smallest k of equal ones.</summary>
    public Clustering Best => ByK[Silhouettes.ToList().IndexOf(BestSilhouette)];

    /// <summary>
    /// Clusters samples. k goes up to the number of different samples, and leaves at least one cluster of two. Undefined for one
    /// sample, two different samples, or samples all equal.
    /// </summary>
    /// <param name="embeddings">Unit vectors.</param>
    /// <param name="options">How k-means searches.</param>
    public static Measured<ClusterAnalysis> Of(UnitEmbeddings embeddings, KMeansOptions options) => Of(embeddings.Points, options);

    /// <summary>Clusters points that need not have length 1.</summary>
    /// <param name="points">Points.</param>
    /// <param name="options">How k-means searches.</param>
    public static Measured<ClusterAnalysis> Of(PointSet points, KMeansOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Restarts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostClusters, 2);
        if (points.Count == 1)
            return new Undefined("one sample");
        var distinct = points.DistinctCount();
        var reduced = SpanCoordinates.Of(points);
        var view = new TrainingView(reduced);
        distinct = Math.Min(distinct, view.DistinctCount);
        if (distinct == 1)
            return new Undefined("all samples are equal: one cluster at most");
        if (points.Count == 2)
            return new Undefined("two distinct samples: k = 2 leaves only singletons");

        var distances = SymmetricMatrix.Distances(points);
        var divisions = new List<Clustering>();
        var silhouettes = new List<double>();
        for (var k = 2; k <= Math.Min(options.MostClusters, Math.Min(distinct, points.Count - 1)); k++)
        {
            if (!KMeans.Fit(reduced, view, k, options).TryGet(out var division, out var fault))
                return fault;
            if (!Silhouette.Of(distances, division.Labels).TryGet(out var silhouette, out fault))
                return fault;
            divisions.Add(division);
            silhouettes.Add(silhouette.Mean);
        }

        return new ClusterAnalysis(divisions, silhouettes);
    }

    /// <summary>The analysis of some of the points, each division searched from the means of its clusters without the others.</summary>
    /// <param name="points">The points that were analysed.</param>
    /// <param name="allDistances">Their distances.</param>
    /// <param name="kept">Indices of those to keep, at least three.</param>
    internal ClusterAnalysis? Restrict(PointSet points, SymmetricMatrix allDistances, int[] kept)
    {
        var chosen = points.Choose(kept);
        var distances = allDistances.Choose(kept);
        var divisions = new List<Clustering>();
        var silhouettes = new List<double>();
        foreach (var division in ByK)
        {
            var (labels, sizes) = LabelOrder.ByFirstAppearance(Array.ConvertAll(kept, i => division.Labels[i]));
            var found = Lloyd.From(chosen, Lloyd.Means(chosen, labels, sizes.Length));
            if (!Silhouette.Of(distances, found.Labels).TryGet(out var silhouette, out _))
                continue;
            divisions.Add(found);
            silhouettes.Add(silhouette.Mean);
        }

        return divisions.Count == 0 ? null : new ClusterAnalysis(divisions, silhouettes);
    }
}
