using DiversityBench.Report.Results;
using DiversityBench.Verification.Baselines;

namespace DiversityBench.Report.Tables;

/// <summary>How a claim stands to its baseline, in a few characters.</summary>
public static class BaselineMark
{
    /// <summary>The mark: "as approved", "was Refuted", "figures moved" …; empty when nothing was compared.</summary>
    /// <param name="claim">The claim.</param>
    public static string Of(ReportedClaim claim) => claim.Baseline switch
    {
        BaselineStatus.Same => "as approved",
        BaselineStatus.Moved when claim.ApprovedOutcome != claim.Result.Outcome => $"was {claim.ApprovedOutcome}",
        BaselineStatus.Moved => "figures moved",
        BaselineStatus.New => "no baseline",
        BaselineStatus.Added => "not approved",
        BaselineStatus.Refused => "bad baseline",
        _ => "",
    };
}
