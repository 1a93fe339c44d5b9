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
}
