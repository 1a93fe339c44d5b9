using DiversityBench.Verification.Assertions;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Baselines;

public class ClaimVerdictTests
{
    private const string Models =
        "Models: base bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, aligned cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\n" +
        "Prompts: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n" +
        "Seed: 1\n";

    private string folder = null!;
    private BaselineStore store = null!;

    [SetUp]
    public void Empty_store()
    {
        folder = Directory.CreateTempSubdirectory("verdicts").FullName;
        store = new BaselineStore(folder);
    }

    [TearDown]
    public void Remove_store() => Directory.Delete(folder, recursive: true);

    private BaselineComparison Compare(params ClaimResult[] results) => store.Compare(Sample.Key, results, Sample.Provenance, true);

    private ClaimVerdict Verdict(ClaimResult result) => Stable(ClaimVerdict.For(result, Compare(result)));

    private ClaimVerdict Stable(ClaimVerdict verdict) =>
        verdict with { Message = verdict.Message.Replace(Path.Combine(folder, "reference") + Path.DirectorySeparatorChar, "…/", StringComparison.Ordinal) };

    private void Approve(params ClaimResult[] results) => store.Accept(Compare(results), isContinuousIntegration: false);

    [TestCase(Outcome.Supported, VerdictKind.Pass)]
    [TestCase(Outcome.Refuted, VerdictKind.Fail)]
    [TestCase(Outcome.Inconclusive, VerdictKind.Inconclusive)]
    public void Without_baseline_the_outcome_decides(Outcome outcome, VerdictKind expected) =>
        Verdict(Sample.Result(outcome: outcome)).Kind.Should().Be(expected);

    [TestCase(Outcome.Supported)]
    [TestCase(Outcome.Refuted)]
    [TestCase(Outcome.Inconclusive)]
    public void With_baseline_agreement_passes_whatever_the_outcome(Outcome outcome)
    {
        Approve(Sample.Result(outcome: outcome));
        Verdict(Sample.Result(outcome: outcome)).Kind.Should().Be(VerdictKind.Pass);
    }

    [Test]
    public void Wording_of_a_refuted_claim_without_baseline() =>
        Verdict(Sample.Result(outcome: Outcome.Refuted)).Message.Should().Be(
            "Expected E1.1 \"first names are less diverse\" for reference under the paper protocol to be supported because no baseline is approved, but found it refuted.\n" +
            "Finding: The whole interval lies above zero.\n" +
            "Effect: 0.4, 95 % interval [0.204, 0.596], smallest effect of interest 0.2231\n" +
            Models +
            "Baseline: none at …/personas.paper.verified.json\n" +
            "Next step: compare personas.paper.received.json beside the baseline; if it is right, accept it with `dotnet test --project suites -p:Accept=true`.");

    [Test]
    public void Assertion_fails_with_the_verdicts_text_and_passes_where_nothing_is_refuted()
    {
        var refuted = Sample.Result(outcome: Outcome.Refuted) with { Reason = "It says {0}." };
        var assert = () => refuted.Should().BeAsApprovedIn(Compare(refuted));
        assert.Should().Throw<AssertionException>().WithMessage(ClaimVerdict.For(refuted, Compare(refuted)).Message).WithMessage("*Finding: It says {0}.*");

        var open = Sample.Result(outcome: Outcome.Inconclusive);
        open.Should().BeAsApprovedIn(Compare(open));
        Approve(refuted);
        refuted.Should().BeAsApprovedIn(Compare(refuted));
    }

    [Test]
    public void Wording_of_a_claim_that_moved()
    {
        Approve(Sample.Result());
        var result = Sample.Result(outcome: Outcome.Inconclusive, effect: -0.5) with { BaseValue = 30 };
        var later = store.Compare(Sample.Key, [result], Sample.Provenance with { AlignedModel = new string('d', 64) }, true);
        var verdict = Stable(ClaimVerdict.For(result, later));
        verdict.Kind.Should().Be(VerdictKind.Fail);
        verdict.Message.Should().Be(
            "Expected E1.1 \"first names are less diverse\" for reference under the paper protocol to agree with its approved baseline because approved outcomes change only when accepted, but found another outcome and 4 moved figures.\n" +
            "Outcome: Supported -> Inconclusive\n" +
            "effect: 0.4 -> -0.5 (tolerance 0.424: 3·√2·SE, SE from the 95 % interval)\n" +
            "interval lower: 0.204 -> -0.696 (tolerance 0.428: 3·√2·SE·√(1 + 1.96²/(2(n-1))): the end moves with the effect and with its SE)\n" +
            "interval upper: 0.596 -> -0.304 (tolerance 0.428: 3·√2·SE·√(1 + 1.96²/(2(n-1))): the end moves with the effect and with its SE)\n" +
            "base: 12.3457 -> 30 (tolerance 6.52: |value|·(exp(3·√2·SE) - 1), SE of the effect: the log error of one arm is no larger than that of the log ratio)\n" +
            "Finding: The whole interval lies above zero.\n" +
            "Largest relative difference: 1.8 (effect)\n" +
            "Likely cause: aligned model cccccccccccc… -> dddddddddddd…\n" +
            Models.Replace('c', 'd') +
            "Baseline: …/personas.paper.verified.json\n" +
            "Next step: compare personas.paper.received.json beside the baseline; if it is right, accept it with `dotnet test --project suites -p:Accept=true`.");
    }

    [Test]
    public void Wording_of_a_claim_as_approved()
    {
        Approve(Sample.Result());
        Verdict(Sample.Result(effect: 0.41)).Message.Should().Be(
            "E1.1 \"first names are less diverse\" for reference under the paper protocol is supported, as approved.\n" +
            "Finding: The whole interval lies above zero.\n" +
            "Largest relative difference: 0.046729 (interval lower)");
    }

    [Test]
    public void A_claim_that_the_baseline_lacks_fails_though_supported()
    {
        Approve(Sample.Result("E1.1"));
        var added = Sample.Result("E1.2");
        var verdict = ClaimVerdict.For(added, Compare(Sample.Result("E1.1"), added));
        verdict.Kind.Should().Be(VerdictKind.Fail);
        verdict.Message.Should().StartWith("Expected E1.2 \"first names are less diverse\" for reference under the paper protocol to be in the approved baseline because a claim that is not approved is not checked, but found no entry of it.\n");
    }

    [Test]
    public void An_edited_baseline_fails_every_claim_and_the_suite()
    {
        Approve(Sample.Result());
        var path = store.VerifiedPath(Sample.Key);
        File.WriteAllText(path, File.ReadAllText(path).Replace("0.424", "0.425", StringComparison.Ordinal));
        var comparison = Compare(Sample.Result());
        var claim = Stable(ClaimVerdict.For(Sample.Result(), comparison));
        claim.Kind.Should().Be(VerdictKind.Fail);
        claim.Message.Should().Match(
            "Expected the baseline of personas for reference under the paper protocol to carry the digest of its content because approved figures are never edited by hand, but found sha256:* on content with sha256:*.\n" +
            "Claim: E1.1 \"first names are less diverse\" for reference under the paper protocol, supported\n" +
            "Finding: The whole interval lies above zero.\n" +
            Models +
            "Baseline: …/personas.paper.verified.json\n" +
            "Next step: restore the file from version control, or accept this run with `dotnet test --project suites -p:Accept=true` after reading personas.paper.received.json.");
        ClaimVerdict.ForSuite(comparison).Kind.Should().Be(VerdictKind.Fail);
    }

    [Test]
    public void A_claim_that_is_no_longer_run_fails_the_suite()
    {
        Approve(Sample.Result("E1.1"), Sample.Result("E1.2"));
        var verdict = ClaimVerdict.ForSuite(Compare(Sample.Result("E1.1")));
        verdict.Kind.Should().Be(VerdictKind.Fail);
        verdict.Message.Should().StartWith("Expected personas for reference under the paper protocol to run every approved claim because a claim that is no longer run is no longer checked, but found no result of E1.2.\n");
        ClaimVerdict.ForSuite(Compare(Sample.Result("E1.1"), Sample.Result("E1.2"))).Kind.Should().Be(VerdictKind.Pass);
    }

    [Test]
    public void A_suite_without_a_baseline_neither_passes_nor_fails() =>
        ClaimVerdict.ForSuite(Compare(Sample.Result())).Kind.Should().Be(VerdictKind.Inconclusive);
}
