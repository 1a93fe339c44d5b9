using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Statistics;

[TestFixture]
internal sealed class FiellerTests
{
    // 5 / 10, variances 1, t = 2: g = 4 / 100; half = 2 / 10 sqrt(1 + 0.25 - 0.04) = 0.22; (0.5 -+ 0.22) / 0.96.
    [Test]
    public void Interval_without_covariance()
    {
        var share = Fieller.Of(5, 10, 1, 1, 0, 2).Value;

        share.Value.Should().Be(0.5);
        Near.Absolute(share.Interval.Lower, 0.28 / 0.96, 1e-14, "lower");
        Near.Absolute(share.Interval.Upper, 0.72 / 0.96, 1e-14, "upper");
    }

    // The ends are the ratios r at which x - r y lies exactly the quantile times its standard error from 0.
    [TestCase(0.7)]
    [TestCase(-0.7)]
    public void Ends_are_the_ratios_that_are_just_not_rejected(double covariance)
    {
        var (x, y, ofX, ofY, quantile) = (3.0, -8.0, 2.0, 1.5, 1.96);

        var interval = Fieller.Of(x, y, ofX, ofY, covariance, quantile).Value.Interval;

        foreach (var r in new[] { interval.Lower, interval.Upper })
            Near.Relative(Math.Abs(x - (r * y)), quantile * Math.Sqrt(ofX - (2 * r * covariance) + (r * r * ofY)), 1e-12, "end");
    }

    [Test]
    public void Share_of_a_change_that_may_be_none_is_undefined()
        => Fieller.Of(1, 2, 1, 1, 0, 2).Reason.Should().Be("the interval of the whole change contains 0");

    // Newcombe 1998, Statist. Med. 17:873, table II, method 10.
    [TestCase(56, 70, 48, 80, 0.0524, 0.3339)]
    [TestCase(9, 10, 3, 10, 0.1705, 0.8090)]
    [TestCase(6, 7, 2, 7, 0.0582, 0.8062)]
    [TestCase(10, 10, 0, 20, 0.6791, 1.0000)]
    public void Interval_of_a_difference_of_shares_equals_the_published_one(int a, int m, int b, int n, double lower, double upper)
    {
        var interval = Proportion.Difference(a, m, b, n).Value;

        Near.Absolute(interval.Lower, lower, 5e-5, "lower");
        Near.Absolute(interval.Upper, upper, 5e-5, "upper");
    }

    [Test]
    public void Difference_of_shares_of_nothing_is_undefined() => Proportion.Difference(0, 0, 1, 2).IsDefined.Should().BeFalse();
}
