using DiversityBench.Report.Gate;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Gate;
using NUnit.Framework;

namespace DiversityBench.Suites.Gate;

/// <summary>The gate: one test a metric, and the verdict.</summary>
[TestFixtureSource(nameof(Targets))]
public sealed class CheckpointGate(string candidate)
{
    public static IEnumerable<TestFixtureData> Targets => RunPlan.Read().Gate is { } target ? [new TestFixtureData(target.CandidateName)] : [];

    public static IEnumerable<TestCaseData> Metrics => (RunPlan.Read().Gate?.Policy.Chosen ?? []).Select(m => new TestCaseData(m.Id));

    [TestCaseSource(nameof(Metrics))]
    public void Candidate_keeps_enough_of(string metric)
    {
        var report = RunSetup.Run.Gate;
        var verdicts = report.Decision.Comparisons.Where(c => c.Comparison.Metric.Id == metric).ToArray();
        var text = string.Join('\n', verdicts.Select(v => GateText.Of(v, report)));
        if (verdicts.All(v => v.Outcome == GateOutcome.Pass))
            Assert.Pass(text);
        else if (verdicts.Any(v => v.Outcome is GateOutcome.Fail or GateOutcome.Insufficient))
            Assert.Fail(text);
        else
            Assert.Inconclusive(text);
    }

    [Test]
    public void Gate_passes()
    {
        var report = RunSetup.Run.Gate;
        Assert.That(report.Candidate, Is.EqualTo(candidate));
        if (!report.Passes)
            Assert.Fail(GateText.Verdict(report));
        RunSetup.Run.AcceptCandidate();
        Assert.Pass(GateText.Verdict(report));
    }
}
