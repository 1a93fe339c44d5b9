using DiversityBench.Metrics;
using FluentAssertions;

namespace DiversityBench.Tests.Metrics;

/// <summary>Comparison of figures with golden ones.</summary>
internal static class CloseTo
{
    /// <summary>|actual - golden| at most relative * |golden| + absolute; infinities must be equal.</summary>
    public static void ShouldBe(this double actual, double golden, double relative, double absolute, string name)
    {
        if (double.IsInfinity(golden))
            actual.Should().Be(golden, name);
        else
            actual.Should().BeApproximately(golden, relative * Math.Abs(golden) + absolute, name);
    }

    /// <summary>As above; a golden null means that the product must say why there is no figure.</summary>
    public static void ShouldBe(this Measured<double> actual, double? golden, double relative, double absolute, string name)
    {
        actual.IsDefined.Should().Be(golden is not null, "{0} is {1}", name, actual);
        if (golden is { } value)
            actual.Value.ShouldBe(value, relative, absolute, name);
        else
            actual.Reason.Should().NotBeNullOrWhiteSpace();
    }
}
