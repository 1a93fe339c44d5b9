using System.Text.Json;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Statistics;

/// <summary>Exact enumerations against scipy; counts of splits must agree exactly.</summary>
[TestFixture]
internal sealed class PermutationTests
{
    private static readonly JsonElement Golden = GoldenJson.Root("stats.json").At("permutation");

    private static IEnumerable<TestCaseData> TwoSample() => Named("two_sample");

    private static IEnumerable<TestCaseData> Sets() => Named("two_sample_sets");

    private static IEnumerable<TestCaseData> SignFlips() => Named("sign_flip");

    [TestCaseSource(nameof(TwoSample))]
    public void Two_samples_equal_golden(JsonElement golden)
    {
        var (x, y) = (golden.Numbers("x"), golden.Numbers("y"));
        double[] pool = [.. x, .. y];
        double Figure(ReadOnlySpan<int> members) => golden.Text("statistic") switch
        {
            "difference_of_means" => new MeanOfScalars(pool).Value(members)!.Value,
            "difference_of_medians" => Median(pool, members),
            _ => Math.Log(Spread.Variance(pool).Value(members)!.Value),
        };
        Check(PermutationTest.Exact(x.Length, y.Length, (a, b) => Figure(a) - Figure(b)).Value, golden);
    }

    [TestCaseSource(nameof(Sets))]
    public void Set_metrics_equal_golden(JsonElement golden)
    {
        var (metric, n, logarithm) = SetMetricOf(golden);
        double Figure(ReadOnlySpan<int> members) => logarithm
            ? Math.Log(metric.Value(members)!.Value)
            : 1 - metric.Value(members)!.Value;
        Check(PermutationTest.Exact(n, metric.Count - n, (a, b) => Figure(a) - Figure(b)).Value, golden);
    }

    [TestCaseSource(nameof(SignFlips))]
    public void Sign_flips_equal_golden(JsonElement golden)
    {
        var differences = golden.Numbers("differences");
        if (differences.Length == 1)
        {
            SignFlipTest.Of(differences).Reason.Should().Contain("one prompt");
            return;
        }

        Check(SignFlipTest.Of(differences).Value, golden);
    }

    [Test]
    public void Random_relabellings_agree_with_all_of_them()
    {
        double[] pool = [0.1, 0.9, 1.4, 2.2, 3.1, 1.0, 1.9, 2.6, 3.0, 4.2];
        SplitStatistic difference = (a, b) => new MeanOfScalars(pool).Value(b)!.Value - new MeanOfScalars(pool).Value(a)!.Value;
        var exact = PermutationTest.Exact(5, 5, difference).Value;
        var seeded = PermutationTest.Seeded(5, 5, difference, 20_000, 3).Value;
        // Binomial standard error of 20,000 draws at p = 0.2 is 0.003; four of them.
        seeded.PValue.Should().BeApproximately(exact.PValue, 0.012);
    }

    private static (ISetMetric Metric, int N, bool Logarithm) SetMetricOf(JsonElement golden)
    {
        if (golden.Has("x_labels"))
        {
            string[] x = [.. golden.At("x_labels").EnumerateArray().Select(l => l.GetString()!)];
            string[] y = [.. golden.At("y_labels").EnumerateArray().Select(l => l.GetString()!)];
            return (HillNumber.Of<string>([.. x, .. y], 1, millerMadow: false), x.Length, true);
        }

        var first = GoldenVectors.Of(golden.Text("x_vectors"));
        var matrix = GoldenVectors.Cosines([.. first, .. GoldenVectors.Of(golden.Text("y_vectors"))]);
        return golden.Text("statistic").Contains("vendi", StringComparison.Ordinal)
            ? (new VendiSetMetric(matrix), first.Length, true)
            : (new MeanPairwiseDissimilarity(matrix), first.Length, false);
    }

    private static void Check(PermutationResult actual, JsonElement golden)
    {
        actual.Labellings.Should().Be(golden.At("values/splits").GetInt64());
        actual.AtLeastAsLarge.Should().Be(golden.At("values/count_greater_or_equal").GetInt64());
        Near.Absolute(actual.PValue, golden.Number("values/p_greater"), 1e-15, "p");
    }

    private static double Median(double[] pool, ReadOnlySpan<int> members)
    {
        var values = new double[members.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = pool[members[i]];
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private static IEnumerable<TestCaseData> Named(string group) => Golden.At(group).EnumerateArray()
        .Select((c, i) => new TestCaseData(c).SetArgDisplayNames($"{i}: {c.Text("id")}"));
}
