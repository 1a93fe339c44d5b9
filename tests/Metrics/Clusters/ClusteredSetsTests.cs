using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Clusters;

public sealed class ClusteredSetsTests
{
    private static readonly UnitEmbeddings Embeddings = UnitEmbeddings.FromRows(Blobs()).Value;

    private const int BaseCount = 30;

    [Test]
    public void Figures_of_an_arm_and_of_any_other_set_are_those_of_its_cluster_analysis()
    {
        var sets = new ClusteredSets(Embeddings, BaseCount, new KMeansOptions());
        foreach (var members in new int[][] { [.. Enumerable.Range(0, BaseCount)], [.. Enumerable.Range(20, 24)] })
        {
            var analysis = ClusterAnalysis.Of(Embeddings.Choose(members), new KMeansOptions()).Value;
            sets.BestSilhouette.Value(members).Should().BeApproximately(analysis.BestSilhouette, 1e-9);
            sets.EffectiveClusters.Value(members).Should().BeApproximately(analysis.Best.EffectiveClusters, 1e-9);
            sets.LargestShare.Value(members).Should().Be(analysis.Best.LargestShare);
        }

        sets.BestSilhouette.Value([0, 1, 2]).Should().BeNull("three samples are too few to cluster");
    }

    [Test]
    public void The_gap_statistic_of_an_arm_finds_its_groups_and_has_none_where_all_samples_are_equal()
    {
        // Ten samples around each of three axes.
        var arm = new ArmClusters(Embeddings.Choose([.. Enumerable.Range(0, BaseCount)]), new KMeansOptions());
        arm.Gap.Value.BestK.Should().Be(3);
        arm.Gap.Value.Gaps.Should().HaveCount(new KMeansOptions().MostClusters);
        new ArmClusters(Embeddings.Choose([0, 0, 0]), new KMeansOptions()).Gap.Reason.Should().Be("all samples are equal: one cluster at most");
    }

    [Test]
    public void Most_of_an_arm_is_searched_from_the_arms_centres_and_finds_the_same_clusters()
    {
        var sets = new ClusteredSets(Embeddings, BaseCount, new KMeansOptions());
        int[] members = [.. Enumerable.Range(0, BaseCount).Where(i => i % 10 != 3)];
        var anew = ClusterAnalysis.Of(Embeddings.Choose(members), new KMeansOptions(Restarts: 20)).Value;

        // Three well separated groups: both searches end in them.
        sets.BestSilhouette.Value(members).Should().BeApproximately(anew.BestSilhouette, 1e-9);
        sets.EffectiveClusters.Value(members).Should().BeApproximately(anew.Best.EffectiveClusters, 1e-9);
    }

    [Test]
    public void Relabelled_sets_are_searched_from_the_pools_centres_and_find_the_same_clusters()
    {
        var sets = new ClusteredSets(Embeddings, BaseCount, new KMeansOptions());
        var (silhouette, clusters) = (((RecomputedMetric)sets.BestSilhouette).ForRelabelling!, ((RecomputedMetric)sets.EffectiveClusters).ForRelabelling!);

        // A set of both arms, and one arm: three well separated groups, so every search ends in them.
        foreach (var members in new int[][] { [.. Enumerable.Range(0, 60).Where(i => i % 2 == 0)], [.. Enumerable.Range(0, BaseCount)] })
        {
            var anew = ClusterAnalysis.Of(Embeddings.Choose(members), new KMeansOptions(Restarts: 20)).Value;
            silhouette.Value(members).Should().BeApproximately(anew.BestSilhouette, 1e-9);
            clusters.Value(members).Should().BeApproximately(anew.Best.EffectiveClusters, 1e-9);
        }

        silhouette.Value([0, 1, 2]).Should().BeNull("three samples are too few to cluster");
    }

    [Test]
    public void An_arm_keeps_its_clusters_in_the_place_of_the_other()
    {
        var (first, second) = (new ArmClusters(Part(0, BaseCount), new KMeansOptions()), new ArmClusters(Part(BaseCount, 30), new KMeansOptions()));
        var sets = new ClusteredSets(Embeddings, first, second);
        var exchanged = new ClusteredSets(Embeddings.Choose([.. Enumerable.Range(BaseCount, 30), .. Enumerable.Range(0, BaseCount)]), second, first);

        // All of the second arm, and all but its third sample.
        foreach (var members in new int[][] { [.. Enumerable.Range(0, 30)], [.. Enumerable.Range(0, 30).Where(i => i != 2)] })
        {
            int[] inPool = [.. members.Select(i => i + BaseCount)];
            exchanged.BestSilhouette.Value(members).Should().NotBeNull().And.Be(sets.BestSilhouette.Value(inPool));
            sets.BestSilhouette.Value(inPool).Should().NotBe(sets.BestSilhouette.Value(members), "those are samples of the other arm");
        }
    }

    [Test]
    public void Arms_that_are_not_the_pool_are_refused()
    {
        var arm = new ArmClusters(Part(0, 20), new KMeansOptions());
        var act = () => new ClusteredSets(Embeddings, arm, arm);
        act.Should().Throw<ArgumentException>().WithMessage("Expected the arms to hold every pooled sample*but found 20 and 20 of 60*");
    }

    private static UnitEmbeddings Part(int start, int count) => Embeddings.Choose([.. Enumerable.Range(start, count)]);

    private static List<double[]> Blobs()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 12).Select(d => (d == i % 3 ? 3 : 0) + random.NextDouble()).ToArray())];
    }
}
