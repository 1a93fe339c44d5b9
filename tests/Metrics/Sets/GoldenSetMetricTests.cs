using System.Text.Json;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;
using DiversityBench.Tests.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Sets;

/// <summary>Set metrics of whole sets against the golden values; tolerances are those of tests/golden/README.md.</summary>
[TestFixture]
internal sealed class GoldenSetMetricTests
{
    private static IEnumerable<TestCaseData> Hill() => Cases("hill.json", "cases");

    private static IEnumerable<TestCaseData> Cosine() => Cases("cosine.json", "cases");

    private static IEnumerable<TestCaseData> Kernels() => Cases("vendi.json", "kernels").Concat(Cases("vendi.json", "vectors"));

    private static IEnumerable<TestCaseData> Indefinite() => Cases("vendi.json", "not_positive_semidefinite");

    [TestCaseSource(nameof(Hill))]
    public void Hill_numbers_equal_golden(JsonElement golden)
    {
        int[] labels = [.. golden.At("counts").EnumerateArray().SelectMany((n, label) => Enumerable.Repeat(label, n.GetInt32()))];
        var values = golden.At("values");
        Near.Relative(Whole(HillNumber.Of(labels, 0)), values.Number("hill_q0"), 1e-12, "q = 0");
        Near.Relative(Whole(HillNumber.Of(labels, 1, millerMadow: false)), values.Number("hill_q1"), 1e-12, "q = 1");
        Near.Relative(Whole(HillNumber.Of(labels, 2)), values.Number("hill_q2_inverse_simpson"), 1e-12, "q = 2");
        Near.Relative(Whole(HillNumber.Of(labels)), values.Number("miller_madow_hill_q1"), 1e-12, "Miller-Madow");
    }

    [TestCaseSource(nameof(Cosine))]
    public void Pairwise_cosine_and_near_duplicates_equal_golden(JsonElement golden)
    {
        var matrix = GoldenVectors.Cosines(GoldenVectors.Of(golden.Text("vectors")));
        Near.Absolute(Whole(new MeanPairwiseDissimilarity(matrix)), golden.Number("values/diversity"), 1e-13, "diversity");
        Whole(new NearDuplicateShare(matrix)).Should().Be(golden.Number("values/sample_share_with_neighbour_above_095"));
    }

    [TestCaseSource(nameof(Kernels))]
    public void Vendi_scores_equal_golden(JsonElement golden)
    {
        var matrix = golden.Has("kernel")
            ? SymmetricMatrix.FromRows([.. golden.At("kernel").EnumerateArray().Select(r => r.Numbers())]).Value
            : GoldenVectors.Cosines(GoldenVectors.Of(golden.Text("vectors")));
        foreach (var (name, order) in new[] { ("0.1", 0.1), ("0.5", 0.5), ("1", 1), ("2", 2), ("inf", double.PositiveInfinity) })
            Near.Relative(Whole(new VendiSetMetric(matrix, order)), golden.At("values/vendi").Number(name), 1e-9, $"order {name}");
    }

    [TestCaseSource(nameof(Indefinite))]
    public void An_indefinite_kernel_has_no_Vendi_score(JsonElement golden)
    {
        var matrix = SymmetricMatrix.FromRows([.. golden.At("kernel").EnumerateArray().Select(r => r.Numbers())]).Value;
        int[] all = [.. Enumerable.Range(0, matrix.Count)];
        new VendiSetMetric(matrix).Value(all).Should().BeNull();
        new VendiSetMetric(matrix).LeaveOneOut(all, new double[all.Length]).Should().BeFalse();
    }

    [TestCase(new[] { 1f, float.NaN }, "vector 1")]
    [TestCase(new[] { 0f, 0f }, "vector 1")]
    [TestCase(new[] { 1f }, "dimensions differ: 2 and 1")]
    public void A_vector_without_a_direction_is_refused(float[] vector, string named)
    {
        var act = () => SymmetricMatrix.Cosines([new float[] { 1, 0 }, vector]);
        act.Should().Throw<ArgumentException>().WithMessage($"*{named}*Next step:*");
    }

    [Test]
    public void Quartiles_are_those_of_type_seven()
    {
        var golden = GoldenJson.Root("stats.json").At("effect_sizes/two_samples");
        foreach (var item in golden.EnumerateArray())
            Near.Relative(Whole(new InterquartileRange(item.Numbers("x"))), item.Number("values/x/iqr_type7"), 1e-12, item.Text("id"));
    }

    private static double Whole(ISetMetric metric) => metric.Value([.. Enumerable.Range(0, metric.Count)])!.Value;

    private static IEnumerable<TestCaseData> Cases(string file, string group) =>
        GoldenJson.Root(file).At(group).EnumerateArray().Select(c => new TestCaseData(c).SetArgDisplayNames(c.Text("id")));
}
