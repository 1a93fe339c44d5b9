using DiversityBench.Verification.Gate;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Gate;

public sealed class SequentialBoundsTests
{
    private static readonly double[] Fifths = [0.2, 0.4, 0.6, 0.8, 1];

    // Computed apart with SciPy: the sub-density on the scale of Brownian motion, by Gauss-Legendre quadrature of 400 and of 800 nodes (equal to all digits here)
    // down to nine standard errors, each bound by Brent's method. One-sided 0.025, five equal stages.
    [TestCase(ErrorSpending.OBrienFleming, new[] { 4.876885, 3.357012, 2.680280, 2.289817, 2.031032 })]
    [TestCase(ErrorSpending.Pocock, new[] { 2.437977, 2.426814, 2.410194, 2.396649, 2.386000 })]
    public void Bounds_are_those_of_another_quadrature(ErrorSpending spending, double[] computed)
    {
        var bounds = SequentialBounds.Of(spending, 0.025, Fifths);

        bounds.Should().HaveCount(5);
        bounds.Zip(computed).Should().AllSatisfy(pair => pair.First.Should().BeApproximately(pair.Second, 2e-6));
    }

    // Published by SeqBounds.jl (github.com/PharmCat/SeqBounds.jl, README): one-sided 0.05, four equal stages. Its grid is coarser: the quadrature above gives
    // 3.749552, 2.539943, 2.016070, 1.720177.
    [Test]
    public void Bounds_are_the_published_ones_to_the_width_of_their_grid()
        => SequentialBounds.Of(ErrorSpending.OBrienFleming, 0.05, [0.25, 0.5, 0.75, 1]).Zip([3.74955, 2.53993, 2.01604, 1.72014])
            .Should().AllSatisfy(pair => pair.First.Should().BeApproximately(pair.Second, 5e-5));

    // The constant of O'Brien and Fleming over sqrt(k / 3), one-sided 0.025, as the unit tests of rpact have it (test-f_design_group_sequential.R, x0), with the
    // error spent by each stage.
    [Test]
    public void Classical_bounds_cross_with_the_error_they_are_made_for()
    {
        var crossing = SequentialBounds.Crossing([3.4710914, 2.4544323, 2.0040356], [1 / 3.0, 2 / 3.0, 1], 0);

        crossing[0].Should().BeApproximately(0.00025917372, 1e-9);
        (crossing[0] + crossing[1]).Should().BeApproximately(0.0071600594, 1e-8);
        crossing.Sum().Should().BeApproximately(0.02499999, 1e-7);
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
