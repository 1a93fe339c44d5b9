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

    private static List<double[]> Blobs()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 12).Select(d => (d == i % 3 ? 3 : 0) + random.NextDouble()).ToArray())];
    }
}
