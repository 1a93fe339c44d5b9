using System.Globalization;
using System.Text.Json;
using DiversityBench.Metrics.Embeddings;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

public class VendiTests
{
    private const double Relative = 1e-9; // README: 1e-9 relative with negligible eigenvalues dropped

    private static IEnumerable<TestCaseData> Kernels => Named("kernels");

    private static IEnumerable<TestCaseData> Vectors => Named("vectors");

    [TestCaseSource(nameof(Kernels))]
    public void Golden_kernel(JsonElement row) =>
        Compare(VendiScore.Of(SymmetricMatrix.FromRows(row.GetProperty("kernel").Rows()).Value).Value, row);

    [TestCaseSource(nameof(Vectors))]
    public void Golden_vectors(JsonElement row)
    {
        var embeddings = UnitEmbeddings.FromRows(GoldenJson.Vectors(row.GetProperty("vectors").GetString()!)).Value;
        Compare(VendiScore.Of(embeddings), row);
        Compare(VendiScore.Of(SymmetricMatrix.Cosines(embeddings)).Value, row);
    }

    [Test]
    public void A_kernel_that_no_similarity_has_is_refused()
    {
        var row = GoldenJson.Cases("vendi.json", "not_positive_semidefinite").Single();
        VendiScore.Of(SymmetricMatrix.FromRows(row.GetProperty("kernel").Rows()).Value).Reason.Should().Be("kernel is not positive semidefinite");
    }

    [TestCase("[[1, 0.5], [0.25, 1]]", "entries 1, 0 and 0, 1 differ")]
    [TestCase("[[1, 0.5]]", "row 0 has 2 entries for 1 samples")]
    [TestCase("[[1, \"NaN\"], [\"NaN\", 1]]", "row 0 holds NaN or infinity")]
    [TestCase("[[1, 0], [0, 2]]", "the kernel's diagonal entry 1 is 2, not 1")]
    [TestCase("[]", "no samples")]
    public void A_broken_kernel_says_what_is_wrong(string kernel, string reason) =>
        SymmetricMatrix.FromRows(JsonDocument.Parse(kernel).RootElement.Rows()).Then(VendiScore.Of).Reason.Should().Be(reason);

    [TestCaseSource(nameof(Vectors))]
    public void Leaving_each_sample_out_equals_scoring_the_others(JsonElement row)
    {
        var cosines = SymmetricMatrix.Cosines(UnitEmbeddings.FromRows(GoldenJson.Vectors(row.GetProperty("vectors").GetString()!)).Value);
        foreach (var order in (double[])[0.5, 1, 2, double.PositiveInfinity])
        {
            var without = VendiScore.LeaveOneOut(cosines, order).Value;
            for (var i = 0; i < cosines.Count; i++)
            {
                var others = Enumerable.Range(0, cosines.Count).Where(other => other != i).ToArray();
                without[i].ShouldBe(VendiScore.Of(cosines.Choose(others)).Value.Order(order), Relative, 0, $"order {order} without {i}");
            }
        }
    }

    [Test]
    public void One_sample_cannot_be_left_out() =>
        SymmetricMatrix.FromRows([[1]]).Then(kernel => VendiScore.LeaveOneOut(kernel)).Reason.Should().Be("one sample");

    [Test]
    public void Tall_and_wide_sets_use_either_gram_matrix_and_agree()
    {
        var rows = GoldenJson.Vectors("rank_8_of_60");
        var tall = VendiScore.Of(UnitEmbeddings.FromRows(rows).Value);
        var wide = VendiScore.Of(UnitEmbeddings.FromRows(rows.Select(row => row.Concat(new double[100]).ToArray()).ToArray()).Value);
        wide.Q1.Should().BeApproximately(tall.Q1, 1e-10);
    }

    private static IEnumerable<TestCaseData> Named(string list) =>
        GoldenJson.Cases("vendi.json", list).Select(row => new TestCaseData(row).SetArgDisplayNames(row.Id()));

    private static void Compare(VendiScore score, JsonElement row)
    {
        foreach (var order in row.GetProperty("values").GetProperty("vendi").EnumerateObject())
        {
            var q = order.Name == "inf" ? double.PositiveInfinity : double.Parse(order.Name, CultureInfo.InvariantCulture);
            score.Order(q).ShouldBe(order.Value.Number(), Relative, 0, $"order {order.Name}");
        }

        score.Eigenvalues.Should().HaveCount((int)row.GetProperty("values").Number("rank"));
    }
}
