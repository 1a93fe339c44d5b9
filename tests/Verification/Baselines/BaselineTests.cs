using DiversityBench.Metrics;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Baselines;

public class BaselineTests
{
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_figure_that_is_not_a_number_is_never_approved(double value)
    {
        var approving = () => ApprovedClaim.Of(Sample.Result() with { BaseValue = value });
        approving.Should().Throw<ArgumentException>().WithMessage("Expected 'base' of E1.1 to be finite or missing*Next step:*");
    }

    [Test]
    public void Two_figures_of_one_name_are_refused()
    {
        var approving = () => ApprovedClaim.Of(Sample.Result() with { Figures = [new Figure("effect", 1, "")] });
        approving.Should().Throw<ArgumentException>().WithMessage("*different names*'effect' 2 times*");
    }

    [Test]
    public void A_claim_twice_is_refused()
    {
        var approving = () => Baseline.Of(Sample.Key, [Sample.Result(), Sample.Result()], Sample.Provenance);
        approving.Should().Throw<ArgumentException>().WithMessage("*each claim once*E1.1 2 times*");
    }

    [Test]
    public void Results_of_another_protocol_are_refused()
    {
        var approving = () => Baseline.Of(Sample.Key, [Sample.Result() with { Protocol = Protocol.Deployed }], Sample.Provenance);
        approving.Should().Throw<ArgumentException>().WithMessage("*one pair and protocol*E1.1 of reference, Deployed*");
    }

    [TestCase("../etc", "personas")]
    [TestCase("a/../b", "personas")]
    [TestCase("/a", "personas")]
    [TestCase("a//b", "personas")]
    [TestCase("reference", "a/b")]
    [TestCase("reference", "per sonas")]
    [TestCase("reference", "")]
    [TestCase(".git", "personas")]
    [TestCase("reference\n", "personas")]
    public void A_name_that_is_no_safe_path_is_refused(string pair, string suite)
    {
        var naming = () => new BaselineKey(pair, suite, Protocol.Paper);
        naming.Should().Throw<ArgumentException>().WithMessage("*part of a path*");
    }

    [Test]
    public void Two_rungs_of_a_ladder_have_a_folder_in_the_ladders_folder() =>
        new BaselineKey("reference/base..dpo", "personas", Protocol.Paper).BaseName.Should().Be("reference/base..dpo/personas.paper");

    [TestCase(1.23456789, 6, 1.23457)]
    [TestCase(-0.0, 6, 0.0)]
    [TestCase(123456789, 6, 123457000)]
    [TestCase(1e-300, 6, 1e-300)]
    public void Numbers_are_rounded_to_significant_digits(double value, int digits, double expected)
    {
        var rounded = Rounded.To(value, digits);
        rounded.Should().Be(expected);
        double.IsNegative(rounded).Should().BeFalse();
    }

    [TestCase("E1.2", "E1.10")]
    [TestCase("A1", "E1.1")]
    [TestCase("E1", "E1.1")]
    [TestCase("E1.01", "E1.1")]
    public void Claim_numbers_sort_as_a_person_sorts(string first, string second)
    {
        new ClaimOrder().Compare(first, second).Should().BeNegative();
        new ClaimOrder().Compare(second, first).Should().BePositive();
        new ClaimOrder().Compare(first, first).Should().Be(0);
    }
}
