using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Statistics;

public sealed class SetMeanTests
{
    // Means 3 and 6, variances of the means 2.5 / 5 = 0.5 and 5 / 5 = 1 (the jackknife of a mean is its usual variance); df 1.5^2 / (0.5^2 / 4 + 1 / 4) = 7.2,
    // t quantile 2.351 (R: qt(0.975, 7.2) = 2.351402), half width 2.3514 * sqrt(1.5) / 2 = 1.4399.
    [Test]
    public void Mean_and_interval_are_those_over_prompts()
    {
        var mean = SetMean.Of([new MeanOfScalars([1, 2, 3, 4, 5]), new MeanOfScalars([5, 5, 5, 5, 10])]).Value;

        mean.Value.Should().BeApproximately(4.5, 1e-12);
        (mean.Interval!.Upper - mean.Value).Should().BeApproximately(1.4399, 5e-4);
        (mean.Value - mean.Interval.Lower).Should().BeApproximately(1.4399, 5e-4);
    }

    [Test]
    public void Samples_without_variance_have_no_interval_and_no_prompts_no_mean()
    {
        SetMean.Of([new MeanOfScalars([2, 2, 2])]).Value.Should().Be(new SetMean(2, null));
        SetMean.Of([]).Reason.Should().Be("no prompt with samples");
        SetMean.Of([new MeanOfScalars([2])]).Reason.Should().Be("a prompt with 1 samples has no figure");
    }
}
