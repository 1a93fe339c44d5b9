using System.Globalization;
using System.Text.Json;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Statistics;

/// <summary>NIST's Statistical Reference Datasets to the digits that tests/golden/README.md states.</summary>
[TestFixture]
internal sealed class NistTests
{
    private static readonly JsonElement Golden = GoldenJson.Root("nist.json");

    private static IEnumerable<TestCaseData> Univariate() =>
        Golden.At("univariate").EnumerateArray().Select(c => new TestCaseData(c).SetArgDisplayNames(c.Text("id")));

    private static IEnumerable<TestCaseData> Anova() =>
        Golden.At("anova").EnumerateArray().Select(c => new TestCaseData(c).SetArgDisplayNames(c.Text("id")));

    [TestCaseSource(nameof(Univariate))]
    public void Mean_and_standard_deviation_have_the_certified_digits(JsonElement golden)
    {
        var data = golden.Numbers("data");
        var digits = golden.Text("id") switch { "NumAcc3" => 9, "NumAcc4" => 8, "Mavro" or "Michelso" => 13, _ => 15 };
        Near.Relative(Sample.Mean(data).Value, golden.Number("certified/mean"), 1e-15, "mean");

        // Half a unit of the last of the digits, and of the doubles' own value where decimals are not representable.
        Near.Relative(Sample.StandardDeviation(data).Value, golden.Number("certified/standard_deviation_ddof1"), Math.Pow(10, -digits) * 5, "certified");
        Near.Relative(Sample.StandardDeviation(data).Value, golden.Number("values_of_the_doubles/standard_deviation_ddof1"), 1e-13, "of the doubles");
    }

    [TestCaseSource(nameof(Anova))]
    public void Analysis_of_variance_has_the_digits_of_the_doubles(JsonElement golden)
    {
        var f = AnalysisOfVariance.OneWay(Groups(golden)).Value;
        Near.Relative(f.Statistic, golden.Number("f_statistic_of_the_doubles"), 1e-10, "of the doubles");
        Near.Relative(f.Statistic, golden.Number("certified/f_statistic"), 1e-3, "certified, of which the doubles keep four digits in SmLs07 to 09");
        f.NumeratorDegrees.Should().Be(golden.At("certified/df_between").GetInt32());
        f.DenominatorDegrees.Should().Be(golden.At("certified/df_within").GetInt32());
    }

    /// <summary>Each treatment: its first value, then that minus and plus 0.1 in turn, written as decimals and read as doubles.</summary>
    private static double[][] Groups(JsonElement golden)
    {
        decimal[] steps = [.. golden.At("then_alternating").EnumerateArray().Select(s => s.GetDecimal())];
        return [.. golden.At("first_of_each_treatment").EnumerateArray().Select(first => Enumerable.Range(0, golden.At("replicates").GetInt32())
            .Select(i => AsWritten(i == 0 ? first.GetDecimal() : first.GetDecimal() + steps[(i - 1) % steps.Length])).ToArray())];
    }

    private static double AsWritten(decimal value) => double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
