using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Baselines;

/// <summary>
/// What the test of a claim says. With an approved baseline the run must agree with it, whatever the outcome; without one
/// Supported and Answered pass, Refuted fails and Inconclusive is inconclusive (docs/CLAIMS.md, section 2).
/// </summary>
/// <param name="Kind">Pass, fail or inconclusive.</param>
/// <param name="Message">One sentence, then <c>Key: value</c> lines.</param>
public sealed record ClaimVerdict(VerdictKind Kind, string Message)
{
    /// <summary>The verdict on one claim.</summary>
    /// <param name="result">The result of the claim.</param>
    /// <param name="baseline">The comparison of all results of its pair, suite and protocol.</param>
    public static ClaimVerdict For(ClaimResult result, BaselineComparison baseline)
    {
        var entry = baseline.Of(result.Claim.Id);
        return entry.Status switch
        {
            BaselineStatus.Same => new ClaimVerdict(VerdictKind.Pass, ClaimVerdictText.Same(result, entry, baseline)),
            BaselineStatus.Moved => new ClaimVerdict(VerdictKind.Fail, ClaimVerdictText.Moved(result, entry, baseline)),
            BaselineStatus.Added => new ClaimVerdict(VerdictKind.Fail, ClaimVerdictText.Added(result, baseline)),
            BaselineStatus.Refused => new ClaimVerdict(VerdictKind.Fail, ClaimVerdictText.Refused(result, baseline)),
            _ => new ClaimVerdict(WithoutBaseline(result.Outcome), ClaimVerdictText.New(result, baseline)),
        };
    }

    /// <summary>The verdict on what no single claim shows: a baseline that cannot be trusted, and approved claims that the run lacks. Inconclusive without a baseline: a run whose claims are all open must not pass by it.</summary>
    /// <param name="baseline">The comparison of all results of a pair, suite and protocol.</param>
    public static ClaimVerdict ForSuite(BaselineComparison baseline)
    {
        var missing = baseline.Claims.Where(c => c.Status == BaselineStatus.Missing).Select(c => c.Id).ToList();
        if (baseline.Approved is null && baseline.Fault is null)
            return new ClaimVerdict(VerdictKind.Inconclusive, $"{baseline.Current.Key}: no baseline is approved, so none is missing from the run.\nBaseline: none at {baseline.VerifiedPath}");
        return baseline.Fault is null && missing.Count == 0
            ? new ClaimVerdict(VerdictKind.Pass, $"{baseline.Current.Key}: every approved claim was run.")
            : new ClaimVerdict(VerdictKind.Fail, ClaimVerdictText.Suite(baseline, missing));
    }

    private static VerdictKind WithoutBaseline(Outcome outcome) => outcome switch
    {
        Outcome.Supported or Outcome.Answered => VerdictKind.Pass,
        Outcome.Refuted => VerdictKind.Fail,
        _ => VerdictKind.Inconclusive,
    };
}
