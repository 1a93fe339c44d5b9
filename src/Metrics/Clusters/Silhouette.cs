using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Clusters;

/// <summary>
/// Silhouette (Rousseeuw 1987): (b - a) / max(a, b) of every sample, a the mean distance to its own cluster, b to the nearest other one;
/// 0 for a singleton. -1 … 1, high where clusters are compact and apart.
/// </summary>
/// <param name="Samples">Silhouette of every sample.</param>
public sealed record Silhouette(IReadOnlyList<double> Samples)
{
    /// <summary>Mean over samples.</summary>
    public double Mean { get; } = Samples.Average();

    /// <summary>Silhouettes in O(n^2). Undefined for one cluster, if every cluster is a singleton, or if labels and distances do not fit.</summary>
    /// <param name="distances">Distances of all pairs.</param>
    /// <param name="labels">Cluster of every sample.</param>
    public static Measured<Silhouette> Of(SymmetricMatrix distances, IReadOnlyList<int> labels)
    {
        if (labels.Count != distances.Count)
            return new Undefined(FormattableString.Invariant($"{labels.Count} labels for {distances.Count} samples"));
        if (labels.Count == 0)
            return new Undefined("no samples");
        var (clusters, sizes) = LabelOrder.ByFirstAppearance(labels);
        if (sizes.Length == 1)
            return new Undefined("one cluster");
        if (sizes.Length == clusters.Length)
            return new Undefined("every cluster is a singleton");
        var samples = new double[clusters.Length];
        var sums = new double[sizes.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            var own = clusters[i];
            if (sizes[own] == 1)
                continue;
            Array.Clear(sums);
            var row = distances[i];
            for (var j = 0; j < row.Length; j++)
                sums[clusters[j]] += row[j];
            var within = sums[own] / (sizes[own] - 1);
            var nearest = double.PositiveInfinity;
            for (var k = 0; k < sums.Length; k++)
            {
                if (k != own)
                    nearest = Math.Min(nearest, sums[k] / sizes[k]);
            }

            var larger = Math.Max(within, nearest);
            samples[i] = larger == 0 ? 0 : (nearest - within) / larger;
        }

        return new Silhouette(samples);
    }
}
