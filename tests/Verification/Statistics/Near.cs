using System.Text.Json;
using DiversityBench.Verification.Claims;
using FluentAssertions;

namespace DiversityBench.Tests.Verification.Statistics;

/// <summary>Comparison with golden values to the digits that tests/golden/README.md calls honest.</summary>
internal static class Near
{
    public static void Relative(double actual, double expected, double tolerance, string what)
    {
        double.IsNaN(actual).Should().BeFalse(what);
        var scale = Math.Max(Math.Abs(expected), 1e-290);
        (Math.Abs(actual - expected) / scale).Should().BeLessThanOrEqualTo(tolerance, $"{what}: {actual:R} and {expected:R}");
    }

    public static void Absolute(double actual, double expected, double tolerance, string what) =>
        Math.Abs(actual - expected).Should().BeLessThanOrEqualTo(tolerance, $"{what}: {actual:R} and {expected:R}");

    public static void Interval(Interval actual, JsonElement expected, double tolerance, string what)
    {
        Absolute(actual.Lower, expected[0].Number(), tolerance, $"{what}, lower end");
        Absolute(actual.Upper, expected[1].Number(), tolerance, $"{what}, upper end");
    }
}
