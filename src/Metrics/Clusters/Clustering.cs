namespace DiversityBench.Metrics.Clusters;

/// <summary>A division of samples into clusters, none of them empty.</summary>
/// <param name="Labels">Cluster of every sample, numbered in order of first appearance.</param>
/// <param name="Sizes">Number of samples of every cluster.</param>
/// <param name="Inertia">Sum of squared Euclidean distances to the cluster means.</param>
public sealed record Clustering(IReadOnlyList<int> Labels, IReadOnlyList<int> Sizes, double Inertia)
{
    /// <summary>Number of clusters.</summary>
    public int K => Sizes.Count;

    /// <summary>exp of the Shannon entropy of the cluster sizes: how many equal clusters would be as diverse, 1 … K.</summary>
    public double EffectiveClusters => Categories.CategoryCounts.FromCounts((ReadOnlySpan<int>)[.. Sizes]).Value.HillQ1;

    /// <summary>Share of samples in the largest cluster.</summary>
    public double LargestShare => (double)Sizes.Max() / Labels.Count;
}
