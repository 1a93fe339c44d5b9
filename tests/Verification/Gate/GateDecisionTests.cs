using DiversityBench.Metrics;
using DiversityBench.Verification.Gate;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Gate;

public sealed class GateDecisionTests
{
    private static readonly GateDecision Begun = GateDecision.Begin(Policies.Small, hasAccepted: false);

    [Test]
    public void Everything_has_to_be_sampled_at_first()
        => GateDecision.Begin(Policies.Default, hasAccepted: true).Should().Match<GateDecision>(d =>
            d.Outcome == GateOutcome.Open && d.Comparisons.Count == 16 && d.OpenSources.SequenceEqual(new[] { GateSource.Personas, GateSource.Biographies, GateSource.Stories }));

    // Valid: 0.9 against a floor of 0.72, 14 standard errors of sqrt(1 + 0.64) / 100. Names: 0.2 against 0.25, three errors of a concentration, where falling is gaining.
    [Test]
    public void All_comparisons_above_their_floors_pass_the_gate_at_the_first_stage()
    {
        var decision = Begun.After(0, Policies.Readings(Policies.Figure(0.9), Policies.Figure(0.2)));

        decision.Outcome.Should().Be(GateOutcome.Pass);
        decision.OpenSources.Should().BeEmpty();
        decision.Comparisons.Should().OnlyContain(c => c.Outcome == GateOutcome.Pass && c.Stage == 0 && c.Lower > 0.8 && c.Kept == 1);
    }

    // Two names agree twice as often: half of their effective number is kept.
    [Test]
    public void One_comparison_below_its_floor_fails_the_gate_and_stops_it()
    {
        var decision = Begun.After(0, Policies.Readings(Policies.Figure(0.9), Policies.Figure(0.4)));

        decision.Outcome.Should().Be(GateOutcome.Fail);
        decision.OpenSources.Should().BeEmpty();
        decision.Comparisons.Single(c => c.Outcome == GateOutcome.Fail).Should().Match<ComparisonVerdict>(c => c.Comparison.Metric.Id == "first-names" && c.Kept == 0.5 && c.Upper < 0.8);
    }

    // 0.245 against 0.25: 0.3 errors from the floor, on either side of which the samples cannot tell.
    [Test]
    public void An_unclear_comparison_is_open_and_at_the_last_stage_insufficient()
    {
        var unclear = Policies.Readings(Policies.Figure(0.9), Policies.Figure(0.245));
        var first = Begun.After(0, unclear);
        var last = first.After(1, unclear);

        first.Outcome.Should().Be(GateOutcome.Open);
        first.OpenSources.Should().Equal(GateSource.Personas);
        last.Outcome.Should().Be(GateOutcome.Insufficient);
        last.OpenSources.Should().BeEmpty();
        last.Comparisons.Select(c => c.Outcome).Should().Equal(GateOutcome.Pass, GateOutcome.Insufficient);
    }

    // Each comparison is a test of its own over the stages; what it answered first holds.
    [Test]
    public void A_comparison_keeps_its_first_answer()
    {
        var decision = Begun
            .After(0, Policies.Readings(Policies.Figure(0.9), Policies.Figure(0.245)))
            .After(1, Policies.Readings(Policies.Figure(0.1), Policies.Figure(0.2)));

        decision.Outcome.Should().Be(GateOutcome.Pass);
        decision.Comparisons.Select(c => c.Stage).Should().Equal(0, 1);
    }

    [Test]
    public void A_candidate_without_any_valid_output_fails()
    {
        var none = Begun.After(0, Policies.Readings(new GateFigure(0, 1e-6, 100, 100), new Undefined("no personas")));

        none.Outcome.Should().Be(GateOutcome.Fail);
        none.Comparisons[0].Should().Match<ComparisonVerdict>(c => c.Outcome == GateOutcome.Fail && c.Kept == 0 && c.Lower == 0);
        none.Comparisons[1].Reason.Should().Be("the candidate has no figure: no personas");
    }

    [Test]
    public void A_figure_that_never_comes_is_insufficient_and_not_passed()
    {
        var readings = Policies.Readings(Policies.Figure(0.9), new Undefined("too few"));

        Begun.After(0, readings).After(1, readings).Outcome.Should().Be(GateOutcome.Insufficient);
    }

    [Test]
    public void A_metric_of_tokens_that_cannot_be_compared_is_never_passed_and_not_sampled_for()
    {
        var policy = Policies.Small with { Metrics = new Dictionary<string, MetricPolicy> { ["valid-personas"] = new(0.8, 0.9), ["story-entropy"] = new(0.8, 0.9) } };
        var begun = GateDecision.Begin(policy, hasAccepted: true, "other tokens");

        begun.OpenSources.Should().Equal(GateSource.Personas);
        var entropy = begun.Comparisons.Where(c => c.Comparison.Metric.Id == "story-entropy");
        entropy.Should().HaveCount(2).And.OnlyContain(c => c.Outcome == GateOutcome.Insufficient && c.Reason == "other tokens");
        begun.After(0, Policies.Readings(Policies.Figure(0.9), Policies.Figure(0.2), Policies.Figure(0.9).Value)).Outcome.Should().Be(GateOutcome.Insufficient);
        begun.After(0, Policies.Readings(Policies.Figure(0.4), Policies.Figure(0.2), Policies.Figure(0.9).Value)).Outcome.Should().Be(GateOutcome.Fail);
        GateDecision.Begin(policy with { Metrics = new Dictionary<string, MetricPolicy> { ["story-entropy"] = new(0.8, 0.9) } }, hasAccepted: false, "other tokens").Outcome
            .Should().Be(GateOutcome.Insufficient, "nothing is left to sample for");
    }

    [Test]
    public void Samples_without_variance_decide_nothing()
    {
        var decision = Begun.After(0, new Dictionary<string, GateReading>
        {
            ["valid-personas"] = new(new GateFigure(1, 0, 10, 10), new GateFigure(1, 0, 10, 10)),
            ["first-names"] = new(Policies.Figure(0.2), new GateFigure(0, 0, 10, 10)),
        });

        decision.Comparisons.Select(c => c.Reason).Should().Equal("zero variance in both models", "no two samples of the base model agree, so that its variety is more than they can count");
    }

    // A share of 0 is nothing to keep; a concentration of 0 is the contrary, names that are all different.
    [Test]
    public void A_reference_at_zero_says_what_zero_means()
    {
        var none = new GateFigure(0, 1e-6, 100, 100);
        var decision = GateDecision.Begin(Policies.Small, hasAccepted: true).After(0, new Dictionary<string, GateReading>
        {
            ["valid-personas"] = new(Policies.Figure(0.9), none, none),
            ["first-names"] = new(Policies.Figure(0.2), none, none),
        });

        decision.Comparisons.Select(c => c.Reason).Should().Equal(
            "the base model has nothing to keep: its figure is 0",
            "the accepted checkpoint has nothing to keep: its figure is 0",
            "no two samples of the base model agree, so that its variety is more than they can count",
            "no two samples of the accepted checkpoint agree, so that its variety is more than they can count");
    }

    // 0.9 is what the base has, but the accepted checkpoint had 1.2 (say), and 0.75 of that is below the margin of 0.9.
    [Test]
    public void A_regression_since_the_accepted_checkpoint_fails_what_the_base_model_would_pass()
    {
        var begun = GateDecision.Begin(Policies.Small, hasAccepted: true);
        var decision = begun.After(0, Policies.Readings(Policies.Figure(0.9), Policies.Figure(0.2), Policies.Figure(1.2).Value, Policies.Figure(0.2).Value));

        decision.Outcome.Should().Be(GateOutcome.Fail);
        decision.Comparisons.Single(c => c.Outcome == GateOutcome.Fail).Comparison.Should().Match<GateComparison>(c => c.Reference == GateReference.Accepted && c.Floor == 0.9);
    }

    // Any of them fails the gate, so each has its part of the false alarms; all of them pass it, so each has the whole budget of misses.
    [Test]
    public void False_alarms_are_divided_among_comparisons_and_misses_are_not()
    {
        var (few, many) = (GateBounds.Of(Policies.Small, 2), GateBounds.Of(Policies.Small, 16));

        many.Pass.Should().Equal(few.Pass);
        many.Fail.Should().Equal(SequentialBounds.Of(ErrorSpending.Pocock, 0.01 / 16, [0.5, 1]));
        many.Fail[0].Should().BeGreaterThan(few.Fail[0]);
    }

    // Above the floor with a score is the same as a lower bound above the floor.
    [TestCase(0.70), TestCase(0.74), TestCase(0.76), TestCase(0.80), TestCase(0.66)]
    public void Bounds_and_answers_agree(double valid)
    {
        var verdict = Begun.After(0, Policies.Readings(Policies.Figure(valid), Policies.Figure(0.245))).Comparisons[0];

        (verdict.Outcome == GateOutcome.Pass).Should().Be(verdict.Lower > 0.8);
        (verdict.Outcome == GateOutcome.Fail).Should().Be(verdict.Upper < 0.8);
    }
}
