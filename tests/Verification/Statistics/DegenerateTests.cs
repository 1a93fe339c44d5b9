using System.Text.Json;
using DiversityBench.Metrics;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Statistics;

/// <summary>Inputs of tests/golden/degenerate.json that must end without a figure, and with a reason that names what is wrong.</summary>
[TestFixture]
internal sealed class DegenerateTests
{
    private static readonly string[] Covered =
    [
        "permutation_test", "hedges_g", "cliffs_delta", "log_ratio", "levene", "variance_ratio", "sign_flip_test",
        "spearman", "partial_spearman", "wilson_interval", "clopper_pearson_interval", "holm", "power",
    ];

    private static IEnumerable<TestCaseData> Cases() => GoldenJson.Root("degenerate.json").At("cases").EnumerateArray()
        .Where(c => Covered.Contains(c.Text("metric")))
        .Select((c, i) => new TestCaseData(c).SetArgDisplayNames($"{i}: {c.Text("metric")} {c.Text("kind")}"));

    [TestCaseSource(nameof(Cases))]
    public void Not_defined_with_the_reason(JsonElement golden)
    {
        var reason = ReasonOf(golden.Text("metric"), golden.At("input"));
        reason.Should().NotBeNull("the input has no figure");
        reason.Should().StartWith(golden.Text("expect")["inconclusive: ".Length..].Split(':')[0]);
    }

    private static string? ReasonOf(string metric, JsonElement input) => metric switch
    {
        "permutation_test" => PermutationTest.OfMeans(X(input), Y(input)).Reason,
        "hedges_g" => HedgesG.Of(X(input), Y(input)).Reason,
        "cliffs_delta" => CliffsDelta.Of(X(input), Y(input)).Reason,
        "log_ratio" => LogRatio.OfMeans(X(input), Y(input)).Reason,
        "levene" => AnalysisOfVariance.Levene([X(input), Y(input)]).Reason,
        "variance_ratio" => LogRatio.OfVariances(X(input), Y(input)).Reason,
        "sign_flip_test" => SignFlipTest.Of(input.Numbers("differences")).Reason,
        "spearman" => Spearman.Of(X(input), Y(input)).Reason,
        "partial_spearman" => Spearman.Partial(X(input), Y(input), input.Has("z") ? input.Numbers("z") : X(input)).Reason,
        "holm" => Holm.Adjust(input.Numbers("p")).Reason,
        "power" => TestPower.TwoSample(input.Number("effect_d"), Whole(input, "n_x"), Whole(input, "n_y")).Reason,
        "wilson_interval" => Proportion.Wilson(Whole(input, "successes"), Whole(input, "n")).Reason,
        _ => Proportion.ClopperPearson(Whole(input, "successes"), Whole(input, "n")).Reason,
    };

    private static double[] X(JsonElement input) => input.Numbers("x");

    private static double[] Y(JsonElement input) => input.Numbers("y");

    private static int Whole(JsonElement input, string name) => input.At(name).GetInt32();
}
