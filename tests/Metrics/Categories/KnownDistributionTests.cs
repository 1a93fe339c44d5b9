using System.Globalization;
using DiversityBench.Metrics.Categories;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Categories;

public sealed class KnownDistributionTests
{
    private static KnownDistribution Of(params (string Value, double Weight)[] weights)
        => KnownDistribution.Of(weights.Select(w => KeyValuePair.Create(w.Value, w.Weight))).Value;

    [Test]
    public void Four_equal_values_are_four_effective_ones() => Of(("a", 2), ("b", 2), ("c", 2), ("d", 2)).HillQ1.Should().BeApproximately(4, 1e-14);

    [Test]
    public void Weights_are_normalised_and_values_of_weight_zero_left_out()
    {
        var known = Of(("a", 3), ("b", 0), ("c", 1));

        known.Values.Should().Equal("a", "c");
        known.Probabilities.Should().Equal(0.75, 0.25);
    }

    // Mean (20 + 3 * 40) / 4 = 35; variance (15^2 + 3 * 5^2) / 4 = 75.
    [Test]
    public void Moments_are_those_of_the_numbers()
    {
        var (mean, deviation) = Of(("20", 1), ("40", 3)).Moments(v => double.Parse(v, CultureInfo.InvariantCulture));

        mean.Should().BeApproximately(35, 1e-12);
        deviation.Should().BeApproximately(Math.Sqrt(75), 1e-12);
    }

    [Test]
    public void Groups_add_their_probabilities()
    {
        var grouped = Of(("20", 1), ("21", 1), ("30", 2)).Grouped(v => v[..1]);

        grouped.Values.Should().Equal("2", "3");
        grouped.Probabilities.Should().Equal(0.5, 0.5);
    }

    [TestCase(0, "a")]
    [TestCase(0.2499, "a")]
    [TestCase(0.25, "b")]
    [TestCase(0.9999999999999999, "b")]
    public void Uniform_numbers_draw_values_by_their_probability(double uniform, string value)
    {
        var known = Of(("a", 1), ("b", 3));

        known.Values[known.At(uniform)].Should().Be(value);
    }

    [Test]
    public void Weights_that_are_none_are_undefined()
    {
        KnownDistribution.Of([KeyValuePair.Create("a", -1.0)]).Reason.Should().Be("the weight of a is not a number of 0 or more");
        KnownDistribution.Of([KeyValuePair.Create("a", double.NaN)]).IsDefined.Should().BeFalse();
        KnownDistribution.Of([KeyValuePair.Create("a", 0.0)]).Reason.Should().Be("no value has a positive weight");
    }
}
