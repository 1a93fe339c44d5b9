using DiversityBench.Verification.Gate;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Gate;

public sealed class SequentialBoundsTests
{
    private static readonly double[] Fifths = [0.2, 0.4, 0.6, 0.8, 1];

    // Reboussin, DeMets, Kim and Lan (2000), Control. Clin. Trials 21:190, and the ldbounds package that follows it: two-sided 0.05, five equal stages.
    [TestCase(ErrorSpending.OBrienFleming, new[] { 4.8769, 3.3569, 2.6803, 2.2898, 2.0310 })]
    [TestCase(ErrorSpending.Pocock, new[] { 2.4380, 2.4268, 2.4101, 2.3966, 2.3859 })]
    public void Bounds_are_the_published_ones(ErrorSpending spending, double[] published)
    {
        // The published two-sided bounds spend 0.025 on either side; crossing the other side first is too rare to show in four digits.
        var bounds = SequentialBounds.Of(spending, 0.025, Fifths);

        bounds.Should().HaveCount(5);
        bounds.Zip(published).Should().AllSatisfy(pair => pair.First.Should().BeApproximately(pair.Second, 0.0015));
    }

    // Jennison and Turnbull (2000), Group Sequential Methods, tables 2.1 and 2.3: constants 2.413 (Pocock) and 2.040 (O'Brien and Fleming, over sqrt(k / K)) for
    // five stages at two-sided 0.05.
    [Test]
    public void Classical_constants_cross_with_the_error_they_are_made_for()
    {
        SequentialBounds.Crossing([2.413, 2.413, 2.413, 2.413, 2.413], Fifths, 0).Sum().Should().BeApproximately(0.025, 2e-4);
        SequentialBounds.Crossing([.. Fifths.Select(t => 2.040 / Math.Sqrt(t))], Fifths, 0).Sum().Should().BeApproximately(0.025, 2e-4);
    }

    // With one stage the bound is the normal quantile, 1.6449 at 5 %, and the power at a drift of 1.6449 + 1.2816 is 90 %.
    [Test]
    public void One_stage_is_the_fixed_design()
    {
        var bound = SequentialBounds.Of(ErrorSpending.Pocock, 0.05, [1]);

        bound[0].Should().BeApproximately(1.644854, 1e-5);
        SequentialBounds.Crossing(bound, [1], 1.644854 + 1.281552)[0].Should().BeApproximately(0.9, 1e-6);
    }

    [TestCase(ErrorSpending.Pocock, 0.05)]
    [TestCase(ErrorSpending.OBrienFleming, 0.01)]
    [TestCase(ErrorSpending.Pocock, 0.000625)]
    public void Error_is_spent_as_the_spending_function_says(ErrorSpending spending, double alpha)
    {
        double[] stages = [0.1, 0.2, 0.35, 0.6, 1];
        var crossing = SequentialBounds.Crossing(SequentialBounds.Of(spending, alpha, stages), stages, 0);

        for (var k = 0; k < stages.Length; k++)
            crossing.Take(k + 1).Sum().Should().BeApproximately(SequentialBounds.Spent(spending, alpha, stages[k]), 1e-7);
        SequentialBounds.Spent(spending, alpha, 1).Should().BeApproximately(alpha, 1e-12);
    }
}
