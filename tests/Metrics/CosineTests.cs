using System.Text.Json;
using DiversityBench.Metrics.Embeddings;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

public class CosineTests
{
    private const double Absolute = 1e-13; // README: cosines to 1e-13

    private static IEnumerable<TestCaseData> Cases =>
        GoldenJson.Cases("cosine.json", "cases").Select(row => new TestCaseData(row).SetArgDisplayNames(row.Id()));

    [TestCaseSource(nameof(Cases))]
    public void Golden_vectors(JsonElement row)
    {
        var embeddings = UnitEmbeddings.FromRows(GoldenJson.Vectors(row.GetProperty("vectors").GetString()!)).Value;
        var cosine = PairwiseCosine.Of(embeddings).Value;
        var golden = row.GetProperty("values");
        cosine.Pairs.Should().Be((long)golden.Number("pairs"));
        cosine.Mean.ShouldBe(golden.Number("mean"), 0, Absolute, "mean");
        PairwiseCosine.MeanOf(embeddings).ShouldBe(golden.Number("mean"), 0, Absolute, "mean from the sum vector");
        cosine.Minimum.ShouldBe(golden.Number("min"), 0, Absolute, "min");
        cosine.Maximum.ShouldBe(golden.Number("max"), 0, Absolute, "max");
        cosine.Median.ShouldBe(golden.Number("median"), 0, Absolute, "median");
        cosine.Diversity.ShouldBe(golden.Number("diversity"), 0, Absolute, "diversity");
        cosine.NearDuplicatePairShare.Should().Be(golden.Number("pair_share_above_095"));
        cosine.NearDuplicateSampleShare.Should().Be(golden.Number("sample_share_with_neighbour_above_095"));
        cosine.MeanNearestNeighbour.ShouldBe(golden.Number("mean_nearest_neighbour_cosine"), 0, Absolute, "nearest neighbour");
        var without = golden.GetProperty("leave_one_out_mean").EnumerateArray().ToArray();
        cosine.LeaveOneOutMeans.IsDefined.Should().Be(without.All(value => value.ValueKind != JsonValueKind.Null));
        if (cosine.LeaveOneOutMeans.IsDefined)
        {
            foreach (var (actual, expected) in cosine.LeaveOneOutMeans.Value.Zip(without))
                actual.ShouldBe(expected.Number(), 0, Absolute, "leave one out");
        }
    }

    [Test]
    public void Single_precision_embeddings_give_the_same_up_to_their_rounding()
    {
        var rows = GoldenJson.Vectors("unit384_mixture_48");
        var embeddings = new EmbeddingMatrix(rows.Length, rows[0].Length, rows.SelectMany(row => row.Select(value => (float)value)).ToArray());
        var mean = PairwiseCosine.MeanOf(UnitEmbeddings.FromEmbeddings(embeddings).Value).Value;
        mean.Should().BeApproximately(PairwiseCosine.MeanOf(UnitEmbeddings.FromRows(rows).Value).Value, 1e-7); // half an ulp of a float: 6e-8
    }

    [Test]
    public void Lengths_near_the_ends_of_the_range_normalise() => UnitEmbeddings.FromRows([[3e300, 4e300], [3e-310, 4e-310]])
        .Then(embeddings => PairwiseCosine.MeanOf(embeddings)).Value.Should().BeApproximately(1, 1e-12); // 3e-310 is subnormal: 14 digits

    [Test]
    public void A_buffer_of_the_wrong_size_is_refused_with_both_sizes()
    {
        var wrapping = () => new EmbeddingMatrix(2, 3, new float[5]);
        wrapping.Should().Throw<ArgumentException>().WithMessage("Expected * 2 x 3 = 6 values because *, but found 5.*");
    }
}
