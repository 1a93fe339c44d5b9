using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Report.Results;

/// <summary>A claim result and how it stands to its approved baseline.</summary>
/// <param name="Suite">The suite that tested it, for example "personas".</param>
/// <param name="Baseline">Same, moved, new … ; null when nothing was compared.</param>
/// <param name="ApprovedOutcome">The approved outcome; null when none is approved.</param>
/// <param name="Result">The result.</param>
public sealed record ReportedClaim(string Suite, BaselineStatus? Baseline, Outcome? ApprovedOutcome, ClaimResult Result)
{
    /// <summary>The result with its entry of a comparison.</summary>
    /// <param name="result">The result.</param>
    /// <param name="comparison">The comparison of its suite, pair and protocol.</param>
    public static ReportedClaim Of(ClaimResult result, BaselineComparison comparison)
    {
        var entry = comparison.Of(result.Claim.Id);
        return new ReportedClaim(comparison.Current.Key.Suite, entry.Status, entry.OldOutcome, result);
    }
}
