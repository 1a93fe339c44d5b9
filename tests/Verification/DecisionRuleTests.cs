using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification;

/// <summary>The outcome table of docs/CLAIMS.md, section 2, row by row. The smallest effect of interest is 0.5.</summary>
[TestFixture]
internal sealed class DecisionRuleTests
{
    [TestCase(0.1, 0.9, 0.001, Outcome.Supported, "lies above 0")]
    [TestCase(0.6, 0.9, 0.001, Outcome.Supported, "lies above 0")]
    [TestCase(-0.9, -0.1, 0.999, Outcome.Refuted, "opposite")]
    [TestCase(-0.2, 0.3, 0.3, Outcome.Refuted, "no effect that matters")]
    [TestCase(0.1, 0.4, 0.001, Outcome.Refuted, "too small to matter")]
    [TestCase(-0.1, 0.9, 0.04, Outcome.Inconclusive, "leave it open")]
    [TestCase(0.1, 0.9, 0.2, Outcome.Inconclusive, "leave it open")]
    [TestCase(0.1, 0.5, 0.2, Outcome.Inconclusive, "leave it open")]
    public void The_first_row_that_fits_decides(double lower, double upper, double p, Outcome expected, string reason)
    {
        var result = DecisionRule.Decide([Evidence(lower, upper, p)])[0];
        result.Outcome.Should().Be(expected);
        result.Reason.Should().Contain(reason);
    }

    [Test]
    public void Holm_runs_over_the_claims_of_one_kind_pair_and_protocol()
    {
        var results = DecisionRule.Decide(
        [
            Evidence(0.1, 0.9, 0.03),
            Evidence(0.1, 0.9, 0.04),
            Evidence(0.1, 0.9, 0.03) with { Protocol = Protocol.Deployed },
            Evidence(0.1, 0.9, 0.03) with { Pair = "other" },
            Evidence(0.1, 0.9, 0.03) with { Claim = Claims.Fall with { IsPrimary = false } },
            ClaimEvidence.NotMeasurable(Claims.Fall, "pair", Protocol.Paper, 0, 0, "no logits"),
        ]);
        results.Select(r => r.AdjustedPValue).Should().Equal(0.06, 0.06, 0.03, 0.03, 0.03, null);
        results.Select(r => r.AdjustedOver).Should().Equal(2, 2, 1, 1, 1, null);
        results[0].Outcome.Should().Be(Outcome.Inconclusive, "0.06 is not below 0.05");
        results[2].Outcome.Should().Be(Outcome.Supported);
        results[5].Reason.Should().Be("The data cannot tell: no logits.");
    }

    [Test]
    public void An_open_claim_says_what_could_be_detected_and_what_is_needed()
    {
        // Standard error 0.25 at 20 samples and about 38 degrees: 2.87 errors are detected at 2.5 % with 80 % power.
        var result = DecisionRule.Decide([Evidence(-0.1, 0.9, 0.06)])[0];
        result.DetectableEffect.Should().BeApproximately(2.87 * 0.25, 0.005, "2.87 is rounded");

        // 0.5 is two errors; 20 * (2.87 / 2)^2 = 41.2, and fewer with more degrees of freedom.
        result.SamplesNeeded.Should().BeInRange(39, 42);
        result.Reason.Should().Contain("with 80 % power").And.Contain($"{result.SamplesNeeded} samples per arm and prompt");
    }

    [Test]
    public void Length_decides_where_the_cut_disagrees_after_Holm()
    {
        // Alone, 0.03 would be below 0.05 on either; beside another claim of 0.04 Holm doubles it, and only the whole text's 0.004 stays.
        var settled = DecisionRule.Decide([Evidence(0.1, 0.9, 0.004) with { OnCut = Evidence(0.05, 0.8, 0.03) }, Evidence(0.1, 0.9, 0.04)])[0];

        settled.Outcome.Should().Be(Outcome.Inconclusive);
        settled.Interval.Should().Be(new Interval(0.05, 0.8));
        settled.Figures.Should().ContainSingle(f => f.Name == "effect on whole texts" && f.Value == 0.5 && f.Reason == "judged on texts cut to a common length, since whole texts disagree");
    }

    [TestCase(-0.45, -0.05, "whole")]
    [TestCase(0.2, 0.4, "cut")]
    public void Length_decides_where_the_intervals_do_not_meet(double lower, double upper, string judgedOn)
    {
        // Both refuted: the smallest effect of interest is 0.5.
        var settled = DecisionRule.Decide([Evidence(-0.5, -0.1, 0.999) with { OnCut = Evidence(lower, upper, 0.5) }])[0];

        settled.Outcome.Should().Be(Outcome.Refuted);
        settled.Interval!.Lower.Should().Be(judgedOn == "cut" ? lower : -0.5);
        settled.Figures.Should().ContainSingle(f => f.Reason!.StartsWith($"judged on {(judgedOn == "cut" ? "texts cut" : "whole texts")}", StringComparison.Ordinal));
    }

    [Test]
    public void Length_is_judged_on_whole_texts_where_nothing_disagrees()
    {
        var settled = DecisionRule.Settle([Evidence(0.1, 0.9, 0.001) with { OnCut = Evidence(0.2, 0.8, 0.001) }]);

        settled[0].OnCut.Should().BeNull();
        settled[0].Interval.Should().Be(new Interval(0.1, 0.9));
        settled[0].Figures.Should().ContainSingle(f => f.Name == "effect on texts cut to a common length" && f.Interval == new Interval(0.2, 0.8));
        DecisionRule.Settle(settled)[0].Should().BeSameAs(settled[0], "there is nothing left to choose");
    }

    private static ClaimEvidence Evidence(double lower, double upper, double p) => new()
    {
        Claim = Claims.Fall,
        Pair = "pair",
        Protocol = Protocol.Paper,
        BaseSamples = 20,
        AlignedSamples = 20,
        Effect = (lower + upper) / 2,
        StandardError = 0.25,
        DegreesOfFreedom = 38,
        SamplesPerArm = 20,
        Interval = new Interval(lower, upper),
        IntervalMethod = "test",
        PValue = p,
    };
}
