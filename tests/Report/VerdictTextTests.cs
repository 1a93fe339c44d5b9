using DiversityBench.Metrics;
using DiversityBench.Report.Results;
using DiversityBench.Report.Tables;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Report;

public class VerdictTextTests
{
    private static string Verdict(string outcomes, BaselineStatus? baseline, bool isPrimary = true) => VerdictText.Of(new ClaimGroup(
        "reference", Protocol.Paper, [.. outcomes.Select((letter, i) => Claim(i, letter, baseline, isPrimary))]));

    private static ReportedClaim Claim(int index, char letter, BaselineStatus? baseline, bool isPrimary)
    {
        var outcome = letter switch { 'S' => Outcome.Supported, 'R' => Outcome.Refuted, 'A' => Outcome.Answered, _ => Outcome.Inconclusive };
        var claim = SampleRun.Full.Claim with { Id = FormattableString.Invariant($"E1.{index + 1}"), IsPrimary = isPrimary };
        return new ReportedClaim("s", baseline, null, SampleRun.Full with { Claim = claim, Outcome = outcome });
    }

    [TestCase("SSSSSSSRI", null, "Alignment cost diversity: 7 of 9 primary claims supported, 1 refuted (E1.8), 1 open (E1.9).")]
    [TestCase("SSS", BaselineStatus.Same, "Alignment cost diversity: 3 of 3 primary claims supported. All as approved.")]
    [TestCase("RRS", BaselineStatus.New, "Alignment cost diversity in part: 1 of 3 primary claims supported, 2 refuted (E1.1, E1.2). No baseline is approved.")]
    [TestCase("SR", null, "Alignment cost diversity in part: 1 of 2 primary claims supported, 1 refuted (E1.2).")]
    [TestCase("I", BaselineStatus.Moved, "Whether alignment cost diversity is open: 0 of 1 primary claim supported, 1 open (E1.1). Against the approved baseline: moved: E1.1.")]
    [TestCase("S", BaselineStatus.Refused, "Alignment cost diversity: 1 of 1 primary claim supported. Against the approved baseline: baseline refused: E1.1.")]
    [TestCase("S", BaselineStatus.Added, "Alignment cost diversity: 1 of 1 primary claim supported. Against the approved baseline: not in the baseline: E1.1.")]
    public void Wording_over_primary_claims(string outcomes, BaselineStatus? baseline, string expected) =>
        Verdict(outcomes, baseline).Should().Be(expected);

    [Test]
    public void Secondary_claims_decide_nothing() =>
        Verdict("SSS", null, isPrimary: false).Should().Be("No primary claim was tested. 3 of 3 secondary claims supported.");

    [TestCase("S", "K1 holds")]
    [TestCase("SRA", "K1 holds; K2 fails; K3 is answered")]
    [TestCase("AAI", "K1, K2 are answered; K3 is open")]
    public void Controls_and_questions_count_among_no_claims(string outcomes, string expected)
    {
        var asked = outcomes.Select((letter, i) => Claim(i, letter, null, false)).Select(c => c with
        {
            Result = c.Result with { Claim = DiversityBench.Verification.Claims.Claim.Question(c.Result.Claim.Id.Replace("E1.", "K", StringComparison.Ordinal), "a question", "a metric") },
        });
        VerdictText.Of(new ClaimGroup("reference", Protocol.Paper, [Claim(0, 'S', null, true), .. asked])).Should()
            .Be($"Alignment cost diversity: 1 of 1 primary claim supported. Controls and questions: {expected}.");
    }

    [Test]
    public void Claims_that_were_not_compared_are_not_called_approved() =>
        VerdictText.Of(new ClaimGroup("reference", Protocol.Paper, [Claim(0, 'S', BaselineStatus.Same, true), Claim(1, 'S', null, true)]))
            .Should().EndWith(" 1 as approved, the others not compared.");
}
