using DiversityBench.Metrics;
using DiversityBench.Verification.Assertions;
using DiversityBench.Verification.Baselines;
using NUnit.Framework;

namespace DiversityBench.Suites.Runs;

/// <summary>The tests of one experiment, for one pair and protocol.</summary>
public abstract class ClaimFixture(string pair, Protocol protocol, string experiment)
{
    /// <summary>The pairs and protocols of the run, for a suite that was chosen; a wrong choice is an error that names the valid ones.</summary>
    protected static IEnumerable<TestFixtureData> ArmsOf(string experiment)
    {
        var plan = RunPlan.Read();
        return plan.Pairs.Where(p => plan.ExperimentsFor(p).Any(e => e.Name == experiment))
            .SelectMany(p => plan.ProtocolsFor(p).Select(protocol => new TestFixtureData(p.Id, protocol)));
    }

    [Test]
    public void Every_approved_claim_was_run() => Conclude(ClaimVerdict.ForSuite(Comparison), Assert.Fail);

#if VERIFY
    [Test]
    public Task Verify_finds_the_approved_file() => ApprovedSnapshot.Check(Comparison);
#endif

    /// <summary>Asserts one claim: against its approved baseline, or by its outcome where there is none.</summary>
    protected void Check(string claimId)
    {
        var result = RunSetup.Run.Of(pair, protocol).Results.Single(r => r.Claim.Id == claimId);
        Conclude(ClaimVerdict.For(result, Comparison), _ => result.Should().BeAsApprovedIn(Comparison));
    }

    private BaselineComparison Comparison => RunSetup.Run.Of(pair, protocol).Comparisons[experiment];

    private void Conclude(ClaimVerdict verdict, Action<string> fail)
    {
        switch (verdict.Kind)
        {
            case VerdictKind.Pass:
                Assert.Pass(verdict.Message);
                break;
            case VerdictKind.Inconclusive:
                Assert.Inconclusive(verdict.Message);
                break;
            default:
                AttachFiles();
                fail(verdict.Message);
                break;
        }
    }

    /// <summary>Puts the approved file and that of the run with the test's result, so that whoever reads the result alone can compare them.</summary>
    private void AttachFiles()
    {
        if (Comparison is { Approved: null, Fault: null })
            return;
        if (File.Exists(Comparison.VerifiedPath))
            TestContext.AddTestAttachment(Comparison.VerifiedPath, "approved");
        if (File.Exists(Comparison.ReceivedPath))
            TestContext.AddTestAttachment(Comparison.ReceivedPath, "this run");
    }
}
