using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Statistics;

/// <summary>Means over strata, Fieller's interval and the bracketed search.</summary>
public sealed class StratifiedMeanTests
{
    // Means 2 and 2; the first stratum's variance 2 over n = 2 is 1, and 1 / 2² = 0.25 on one degree of freedom, t = 12.7062.
    [Test]
    public void Strata_weigh_alike_and_add_their_errors()
    {
        var mean = StratifiedMean.Of([[1.0, 3.0], [2.0, 2.0]]).Value;
        mean.Should().Match<StratifiedMean>(m => m.Value == 2 && m.Variance == 0.25 && m.DegreesOfFreedom == 1);
        mean.Interval.Lower.Should().BeApproximately(2 - (0.5 * 12.706204736), 1e-8);
        mean.Interval.Upper.Should().BeApproximately(2 + (0.5 * 12.706204736), 1e-8);
    }

    [Test]
    public void Equal_numbers_have_an_interval_of_no_width()
        => StratifiedMean.Of([[3.0, 3.0], [5.0, 5.0, 5.0]]).Value.Should().Match<StratifiedMean>(m => m.Value == 4 && m.Interval.Lower == 4 && m.Interval.Upper == 4 && m.DegreesOfFreedom == 3);

    [Test]
    public void No_strata_and_strata_of_one_have_no_error()
    {
        StratifiedMean.Of(Array.Empty<double[]>()).Reason.Should().Be("no samples");
        StratifiedMean.Of([[1.0, 2.0], [3.0]]).Reason.Should().Be("one sample");
    }

    // a = 4 - 4 * 0.01 = 3.96, b = 8, c = 16 - 4 * 0.04 = 15.84: (8 ± sqrt(64 - 62.7264)) / 3.96.
    [Test]
    public void Fiellers_interval_is_where_numerator_and_denominator_may_agree()
    {
        var interval = Fieller.Of(4, 2, 0.04, 0.01, 0, 2).Value.Interval;
        interval.Lower.Should().BeApproximately((8 - Math.Sqrt(1.2736)) / 3.96, 1e-12);
        interval.Upper.Should().BeApproximately((8 + Math.Sqrt(1.2736)) / 3.96, 1e-12);
    }

    // The same estimate twice is its own multiple: b = a = c, so the interval is 1 alone.
    [Test]
    public void The_ratio_of_an_estimate_to_itself_is_1()
    {
        var interval = Fieller.Of(2, 2, 0.01, 0.01, 0.01, 2).Value.Interval;
        interval.Lower.Should().BeApproximately(1, 1e-12);
        interval.Upper.Should().BeApproximately(1, 1e-12);
    }

    [Test]
    public void A_denominator_that_may_be_0_bounds_no_ratio()
        => Fieller.Of(4, 0.1, 0.04, 0.01, 0, 2).Reason.Should().Be("the interval of the whole change contains 0");

    // x² on 1 … 2: the line from 1 to 4 reaches 2.25 at 1 + 1.25 / 3 = 1.41667 (2.0069), the next at 1.48781 (2.2136); the third, 0.0104 of 0.5122
    // on, is moved to a tenth, 1.53903 (2.3686), and the fourth is at 1.49985, whose square 2.24954 is within 0.0225.
    [Test]
    public void A_search_divides_by_the_line_and_keeps_off_the_ends()
    {
        var asked = new List<double>();
        BracketedSearch.Find(x => { asked.Add(x); return x * x; }, 2.25, 0.01, 1, 2, 10).Value.Should().BeApproximately(1.49985, 1e-5);
        double[] expected = [1, 2, 1.41667, 1.48781, 1.53903, 1.49985];
        asked.Should().HaveSameCount(expected);
        asked.Zip(expected).Should().AllSatisfy(a => a.First.Should().BeApproximately(a.Second, 1e-5));
    }

    [TestCase(1.0)]
    [TestCase(2.0)]
    public void An_end_within_the_tolerance_is_the_answer(double target) => BracketedSearch.Find(x => x, target, 0.01, 1, 2, 10).Value.Should().Be(target);

    [Test]
    public void A_target_outside_and_a_search_cut_short_say_so()
    {
        BracketedSearch.Find(x => x, 3, 0.01, 1, 2, 10).Reason.Should().Be("3 is not between 1 at 1 and 2 at 2");
        BracketedSearch.Find(x => x * x, 2.25, 0.01, 1, 2, 2).Reason.Should().StartWith("2 steps end between 1.4878 and 2, not within 1%");
    }

    // Means 3 and 6, variances of the means 2.5 / 5 = 0.5 and 5 / 5 = 1 (the jackknife of a mean is its usual variance), so 1.5 / 4 of their mean; df 1.5^2 / (0.5^2 / 4 + 1 / 4) = 7.2.
    [Test]
    public void Set_metrics_are_strata_with_their_jackknife_variance()
    {
        var mean = StratifiedMean.OfSets([new MeanOfScalars([1, 2, 3, 4, 5]), new MeanOfScalars([5, 5, 5, 5, 10])]).Value;

        mean.Value.Should().BeApproximately(4.5, 1e-12);
        mean.Variance.Should().BeApproximately(0.375, 1e-12);
        mean.DegreesOfFreedom.Should().BeApproximately(7.2, 1e-9);
        StratifiedMean.OfSets([new MeanOfScalars([2])]).Reason.Should().Be("the figure of 1 samples is not defined");
    }
}
