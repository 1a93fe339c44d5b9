using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Clusters;

public sealed class ClusteredSetsTests
{
    private static readonly UnitEmbeddings Embeddings = UnitEmbeddings.FromRows(Blobs()).Value;

    [Test]
    public void Figures_of_a_set_are_those_of_its_cluster_analysis()
    {
        var sets = new ClusteredSets(Embeddings, new KMeansOptions());
        int[] members = [.. Enumerable.Range(0, 24)];
        var analysis = ClusterAnalysis.Of(Embeddings.Choose(members), new KMeansOptions()).Value;
        sets.BestSilhouette.Value(members).Should().Be(analysis.BestSilhouette);
        sets.EffectiveClusters.Value(members).Should().Be(analysis.Best.EffectiveClusters);
        sets.BestSilhouette.Value(members.AsSpan(0, 3)).Should().BeNull("three samples are too few to cluster");
    }

    [Test]
    public void Leaving_one_out_equals_the_silhouette_of_the_others_with_their_labels()
    {
        var sets = new ClusteredSets(Embeddings, new KMeansOptions());
        int[] members = [.. Enumerable.Range(0, 30)];
        var analysis = ClusterAnalysis.Of(Embeddings.Choose(members), new KMeansOptions()).Value;
        var values = new double[members.Length];
        sets.BestSilhouette.LeaveOneOut(members, values).Should().BeTrue();
        for (var left = 0; left < members.Length; left++)
        {
            int[] others = [.. members.Where(m => m != left)];
            var distances = SymmetricMatrix.Distances(Embeddings.Choose(others).Points);
            var expected = analysis.ByK
                .Select(division => others.Select(o => division.Labels[o]).ToArray())
                .Where(labels => labels.Distinct().Count() > 1)
                .Max(labels => Silhouette.Of(distances, Dense(labels)).Value.Mean);

            // Sums are subtracted here and added there.
            values[left].Should().BeApproximately(expected, 1e-10);
        }
    }

    private static int[] Dense(int[] labels)
    {
        var order = labels.Distinct().ToList();
        return [.. labels.Select(order.IndexOf)];
    }

    private static List<double[]> Blobs()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 12).Select(d => (d == i % 3 ? 3 : 0) + random.NextDouble()).ToArray())];
    }
}
