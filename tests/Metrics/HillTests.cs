using System.Text.Json;
using DiversityBench.Metrics.Categories;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

public class HillTests
{
    private const double Relative = 1e-12; // README: closed forms

    private static IEnumerable<TestCaseData> Cases =>
        GoldenJson.Cases("hill.json", "cases").Select(row => new TestCaseData(row).SetArgDisplayNames(row.Id()));

    [TestCaseSource(nameof(Cases))]
    public void Golden_counts(JsonElement row) => Compare(CategoryCounts.FromCounts((ReadOnlySpan<double>)row.Numbers("counts")).Value, row.GetProperty("values"));

    [Test]
    public void Labels_are_counted_exactly_and_in_order_of_first_appearance()
    {
        var golden = GoldenJson.Cases("hill.json", "labels").Single();
        var counts = CategoryCounts.FromLabels(golden.GetProperty("labels").Texts()).Value;
        counts.Counts.Should().Equal(golden.GetProperty("values").Integers("counts_by_first_appearance").Select(count => (long)count));
        Compare(counts, golden.GetProperty("values"));
    }

    [Test]
    public void Log_ratios_of_arms()
    {
        var rows = GoldenJson.Cases("hill.json", "cases").ToDictionary(row => row.Id(), row => CategoryCounts.FromCounts((ReadOnlySpan<double>)row.Numbers("counts")).Value);
        var golden = GoldenJson.Cases("hill.json", "log_ratios").Single();
        var (aligned, reference) = (rows[golden.GetProperty("aligned").GetString()!], rows[golden.GetProperty("base").GetString()!]);
        Math.Log(aligned.HillQ1 / reference.HillQ1).ShouldBe(golden.GetProperty("values").Number("log_ratio_hill_q1"), Relative, 0, "q = 1");
        Math.Log(aligned.HillQ2 / reference.HillQ2).ShouldBe(golden.GetProperty("values").Number("log_ratio_hill_q2_inverse_simpson"), Relative, 0, "q = 2");
    }

    [Test]
    public void Orders_fall_from_richness_to_the_inverse_of_the_largest_share()
    {
        var counts = CategoryCounts.FromCounts((ReadOnlySpan<int>)[30, 12, 6, 2, 1]).Value;
        double[] orders = [0, 0.5, 1, 2, 10, double.PositiveInfinity];
        orders.Select(counts.Hill).Should().BeInDescendingOrder().And.StartWith(5).And.EndWith(51.0 / 30);
        counts.Hill(1 + 1e-9).Should().BeApproximately(counts.HillQ1, 1e-5); // order 1 is the limit
    }

    [Test]
    public void Unparsed_answers_are_left_out() => CategoryCounts.FromLabels(["a", null, "b", null]).Value.SampleCount.Should().Be(2);

    private static void Compare(CategoryCounts counts, JsonElement golden)
    {
        counts.SampleCount.Should().Be((long)golden.Number("n"));
        counts.Singletons.Should().Be((int)golden.Number("singletons"));
        counts.Doubletons.Should().Be((int)golden.Number("doubletons"));
        counts.HillQ0.Should().Be((int)golden.Number("hill_q0"));
        counts.HillQ1.ShouldBe(golden.Number("hill_q1"), Relative, 0, "q = 1");
        counts.HillQ2.ShouldBe(golden.Number("hill_q2_inverse_simpson"), Relative, 0, "q = 2");
        counts.HillInfinity.ShouldBe(golden.Number("hill_qinf_inverse_berger_parker"), Relative, 0, "q = inf");
        counts.ShannonInNats.ShouldBe(golden.Number("shannon_nats"), Relative, 0, "Shannon");
        counts.Chao1.ShouldBe(golden.Number("chao1_bias_corrected"), Relative, 0, "Chao1");
        counts.Chao1Classic.ShouldBe(golden.Number("chao1_classic"), Relative, 0, "Chao1 classic");
        counts.Chao1WithSampleFactor.ShouldBe(golden.Number("chao1_with_n_factor_inext"), Relative, 0, "Chao1 iNEXT");
        counts.MillerMadowInNats.ShouldBe(golden.Number("miller_madow_entropy_nats"), Relative, 0, "Miller-Madow");
        counts.MillerMadowHillQ1.ShouldBe(golden.Number("miller_madow_hill_q1"), Relative, 0, "Miller-Madow q = 1");
        counts.GiniSimpson.ShouldBe(golden.Number("gini_simpson"), Relative, 1e-15, "Gini-Simpson");
        counts.LargestShare.ShouldBe(golden.Number("largest_share"), Relative, 0, "largest share");
        counts.Evenness.ShouldBe(golden.NumberOrNull("evenness_pielou"), Relative, 0, "evenness");
        counts.InverseSimpsonUnbiased.ShouldBe(golden.NumberOrNull("inverse_simpson_unbiased"), Relative, 0, "unbiased");
    }
}
