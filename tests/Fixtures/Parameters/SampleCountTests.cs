using DiversityBench.Fixtures.Parameters;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Parameters;

public sealed class SampleCountTests
{
    [Test]
    public void A_number_holds_for_every_suite()
    {
        new SampleCount(50, 1).For(200).Should().Be(50);
    }

    [TestCase(0.5, 200, 100)]
    [TestCase(1, 7, 7)]
    [TestCase(0.001, 100, 1, Description = "0.1 rounds to 0; a suite always draws one")]
    [TestCase(999, int.MaxValue, int.MaxValue)]
    public void A_factor_multiplies_the_suite_s_own_number(double factor, int planned, int expected)
    {
        new SampleCount(null, factor).For(planned).Should().Be(expected);
    }

    [Test]
    public void The_rule_is_told_in_words()
    {
        new SampleCount(50, 1).InWords().Should().Be("50 of a prompt");
        SampleCount.AsPlanned.InWords().Should().Be("as many of a prompt as its suite plans");
        new SampleCount(null, 0.5).InWords().Should().Be("0.5 times as many of a prompt as its suite plans");
    }
}
