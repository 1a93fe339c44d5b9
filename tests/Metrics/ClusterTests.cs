using System.Globalization;
using System.Text.Json;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

public class ClusterTests
{
    private const double Exact = 1e-10; // README: given starts, silhouettes, Rand
    private const double ExpandedRoot = 1e-9; // README: Euclidean silhouettes, sklearn takes the root of an expanded square

    private static IEnumerable<TestCaseData> GivenStarts => Named("given_start");

    private static IEnumerable<TestCaseData> Silhouettes => Named("silhouettes");

    private static IEnumerable<TestCaseData> Searches => Named("kmeans");

    private static IEnumerable<TestCaseData> Gaps => Named("gap");

    private static IEnumerable<TestCaseData> Rands => Named("adjusted_rand");

    private static IEnumerable<TestCaseData> Partitions => Named("greedy_partition");

    [TestCaseSource(nameof(GivenStarts))]
    public void Golden_start(JsonElement row)
    {
        var points = Points(row);
        var found = Lloyd.From(points, row.Integers("initial_centres_are_points").Select(i => points[i].ToArray()).ToArray());
        found.Inertia.ShouldBe(row.GetProperty("values").Number("inertia"), Exact, 0, "inertia");
        found.Labels.Should().Equal(row.GetProperty("values").Integers("labels_in_order_of_first_appearance"));
    }

    [TestCaseSource(nameof(Silhouettes))]
    public void Golden_silhouette(JsonElement row)
    {
        var cosine = row.GetProperty("metric").GetString() == "cosine";
        var distances = cosine ? SymmetricMatrix.CosineDistances(Unit(row)) : SymmetricMatrix.Distances(Points(row));
        var silhouette = Silhouette.Of(distances, row.Integers("labels")).Value;
        silhouette.Mean.ShouldBe(row.GetProperty("values").Number("mean"), 0, cosine ? Exact : ExpandedRoot, "mean");
        foreach (var (actual, expected) in silhouette.Samples.Zip(row.GetProperty("values").Numbers("samples")))
            actual.ShouldBe(expected, 0, cosine ? Exact : ExpandedRoot, "sample");
    }

    [Test]
    public void A_search_over_k_ends_at_the_most_clusters_asked_for_and_its_divisions_do_not_depend_on_it()
    {
        // Twelve different points in the plane.
        var points = PointSet.FromRows([.. Enumerable.Range(0, 12).Select(i => new double[] { i * i % 7, i })]).Value;
        var (few, many) = (ClusterAnalysis.Of(points, new KMeansOptions(MostClusters: 4)).Value, ClusterAnalysis.Of(points, new KMeansOptions(MostClusters: 20)).Value);

        few.ByK.Select(d => d.K).Should().Equal(2, 3, 4);
        many.ByK.Select(d => d.K).Should().Equal(Enumerable.Range(2, 10), "eleven clusters are the most that leave one of two");
        few.Silhouettes.Should().Equal(many.Silhouettes.Take(3));
    }

    [TestCaseSource(nameof(Searches))]
    public void Golden_search(JsonElement row)
    {
        var analysis = ClusterAnalysis.Of(Points(row), new KMeansOptions { Restarts = 150 }).Value;
        foreach (var (division, silhouette) in analysis.ByK.Zip(analysis.Silhouettes))
        {
            var golden = row.GetProperty("values").GetProperty("by_k").GetProperty(division.K.ToString(CultureInfo.InvariantCulture));
            var best = golden.Number("inertia_best_of_600");
            // README: equal where one start in five finds the best, else within 2 %. With 150 starts a miss has probability 0.8^150 = 3e-15.
            if (golden.Number("share_of_single_starts_within_1e-6_of_best") > 0.2)
            {
                division.Inertia.ShouldBe(best, 1e-9, 0, $"inertia of k = {division.K}");
                division.Labels.Should().Equal(golden.Integers("labels_of_best"));
                silhouette.ShouldBe(golden.Number("silhouette_mean_euclidean"), 0, ExpandedRoot, "silhouette");
                division.EffectiveClusters.ShouldBe(golden.Number("effective_clusters"), 1e-12, 0, "effective clusters");
                division.LargestShare.Should().Be(golden.Number("largest_share"));
            }
            else
            {
                division.Inertia.Should().BeInRange(0.98 * best, 1.02 * best);
            }
        }

        analysis.ByK.Select(division => division.K).Should().Equal(2, 3, 4, 5, 6, 7, 8, 9, 10);
        if (row.Id() is "blobs_60" or "unit384_mixture_48") // elsewhere the curve is flat, and its top depends on local optima
        {
            analysis.Best.K.Should().Be((int)row.GetProperty("values").Number("best_k_by_silhouette"));
            analysis.BestSilhouette.ShouldBe(row.GetProperty("values").Number("best_silhouette"), 0, ExpandedRoot, "best silhouette");
        }
    }

    [TestCaseSource(nameof(Gaps))]
    public void Golden_gap(JsonElement row)
    {
        var golden = row.GetProperty("values");
        var gap = GapStatistic.FromLogInertias(golden.Numbers("log_w"), golden.GetProperty("log_w_of_draws").Rows()).Value;
        foreach (var (actual, expected) in gap.Gaps.Zip(golden.Numbers("gap")))
            actual.ShouldBe(expected, 0, 1e-12, "gap");
        foreach (var (actual, expected) in gap.StandardErrors.Zip(golden.Numbers("s_k")))
            actual.ShouldBe(expected, 0, 1e-12, "standard error");
        gap.BestK.Should().Be((int)golden.Number("best_k"));
    }

    [TestCaseSource(nameof(Gaps))]
    public void Golden_draws(JsonElement row)
    {
        var draws = row.GetProperty("draws").EnumerateArray().Select(draw => PointSet.FromRows(draw.Rows()).Value).ToArray();
        var gap = GapStatistic.Of(Points(row), draws, 8, new KMeansOptions { Restarts = 20 }).Value;
        var golden = row.GetProperty("values");
        gap.BestK.Should().Be((int)golden.Number("best_k"));
        var logs = golden.Numbers("log_w");
        for (var i = 0; i < logs.Length; i++)
        {
            // README: 1e-3 where both sides find the best inertia, as here for two clusters; above, single searches of either side stop within
            // 2 % of it (one_blob_50, k = 8: the reference's gap uses 33.14, its list of k-means has 32.954), 0.02 in the logarithm.
            var tolerance = i < 2 ? 1e-3 : 0.02;
            gap.LogInertias[i].ShouldBe(logs[i], 0, tolerance, $"log inertia of k = {i + 1}");
            gap.Gaps[i].ShouldBe(golden.Numbers("gap")[i], 0, tolerance, $"gap of k = {i + 1}");
        }
    }

    [TestCaseSource(nameof(Rands))]
    public void Golden_rand(JsonElement row) => AdjustedRandIndex.Of(row.Integers("a"), row.Integers("b"))
        .ShouldBe(row.GetProperty("values").Number("adjusted_rand_index"), 0, Exact, "adjusted Rand");

    [TestCaseSource(nameof(Partitions))]
    public void Golden_partition(JsonElement row)
    {
        var partition = GreedyPartition.Of(SymmetricMatrix.Cosines(Unit(row)), row.Number("threshold")).Value;
        partition.Distinct.Should().Be((int)row.GetProperty("values").Number("distinct"));
        partition.Openers.Should().Equal(row.GetProperty("values").Integers("openers"));
        partition.Classes.Should().Equal(row.GetProperty("values").Integers("classes"));
    }

    [Test]
    public void Golden_effective_numbers()
    {
        foreach (var row in GoldenJson.Cases("clustering.json", "effective_number_of_clusters"))
        {
            var clustering = new Clustering(new int[row.Integers("sizes").Sum()], row.Integers("sizes"), 0);
            clustering.EffectiveClusters.ShouldBe(row.GetProperty("values").Number("effective_clusters"), 1e-12, 0, "effective clusters");
            clustering.LargestShare.Should().Be(row.GetProperty("values").Number("largest_share"));
        }
    }

    [Test]
    public void The_same_seed_gives_the_same_clusters()
    {
        var points = PointSet.FromRows(GoldenJson.Vectors("base_24")).Value;
        var first = ClusterAnalysis.Of(points, new()).Value;
        var second = ClusterAnalysis.Of(points, new()).Value;
        second.Silhouettes.Should().Equal(first.Silhouettes);
        second.Best.Labels.Should().Equal(first.Best.Labels);
    }

    [Test]
    public void Copies_of_few_points_make_no_more_clusters_than_points()
    {
        // Three places, four copies each: k stops at 3, where inertia is 0 and every silhouette 1.
        var rows = Enumerable.Range(0, 12).Select(i => GoldenJson.Vectors("base_24")[i % 3]).ToArray();
        var analysis = UnitEmbeddings.FromRows(rows).Then(embeddings => ClusterAnalysis.Of(embeddings, new())).Value;
        analysis.ByK.Select(division => division.K).Should().Equal(2, 3);
        analysis.Best.K.Should().Be(3);
        analysis.BestSilhouette.Should().BeApproximately(1, 1e-7);
    }

    [Test]
    public void Draws_fill_the_bounding_box_and_repeat_with_their_seed()
    {
        var points = PointSet.FromRows(GoldenJson.Vectors("one_blob_50")).Value;
        var (draw, again) = (GapStatistic.Draw(points, 1, 7)[0], GapStatistic.Draw(points, 1, 7)[0]);
        for (var j = 0; j < points.Dimension; j++)
        {
            double[] Column(PointSet set) => Enumerable.Range(0, set.Count).Select(i => set[i][j]).ToArray();
            Column(draw).Min().Should().BeGreaterThanOrEqualTo(Column(points).Min());
            Column(draw).Max().Should().BeLessThanOrEqualTo(Column(points).Max());
            Column(draw).Should().Equal(Column(again)).And.OnlyHaveUniqueItems();
        }
    }

    private static PointSet Points(JsonElement row)
    {
        var set = row.GetProperty("vectors").GetString()!;
        return set is "blobs_60" or "one_blob_50" ? PointSet.FromRows(GoldenJson.Vectors(set)).Value : Unit(row).Points;
    }

    private static UnitEmbeddings Unit(JsonElement row) =>
        UnitEmbeddings.FromRows(GoldenJson.Vectors(row.GetProperty("vectors").GetString()!)).Value;

    private static IEnumerable<TestCaseData> Named(string list) =>
        GoldenJson.Cases("clustering.json", list).Select(row => new TestCaseData(row).SetArgDisplayNames(row.Id()));
}
