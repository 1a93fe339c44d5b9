namespace DiversityBench.Verification.Gate;

/// <summary>
/// The verdict of a gate after some of its stages: a pure function of policy and readings. A comparison keeps the answer that it first gave. Any failed
/// comparison fails the gate and all passed ones pass it (docs/CLAIMS.md, section 5); else it is open while a comparison is, and then insufficient.
/// </summary>
/// <param name="Policy">The policy.</param>
/// <param name="Outcome">The verdict.</param>
/// <param name="Comparisons">One verdict a comparison.</param>
/// <param name="Bounds">The critical values.</param>
public sealed record GateDecision(GatePolicy Policy, GateOutcome Outcome, IReadOnlyList<ComparisonVerdict> Comparisons, GateBounds Bounds)
{
    /// <summary>The decision before any sample is drawn.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="hasAccepted">Whether there is an accepted checkpoint to hold the candidate against.</param>
    /// <param name="whyNoTokens">Why tokens of candidate and base model cannot be compared, so that metrics of them are insufficient from the start; null where they can.</param>
    public static GateDecision Begin(GatePolicy policy, bool hasAccepted, string? whyNoTokens = null)
    {
        var comparisons = policy.Comparisons(hasAccepted);
        ComparisonVerdict[] verdicts = [.. comparisons.Select(c => whyNoTokens is not null && c.Metric.IsTokenLevel
            ? new ComparisonVerdict(c, GateOutcome.Insufficient, -1, Reason: whyNoTokens)
            : new ComparisonVerdict(c, GateOutcome.Open, -1))];
        return new GateDecision(policy, Of(verdicts), verdicts, GateBounds.Of(policy, comparisons.Count));
    }

    /// <summary>What still has to be sampled: the sources of open comparisons while the gate is open.</summary>
    public IReadOnlyList<GateSource> OpenSources => Outcome == GateOutcome.Open
        ? [.. Comparisons.Where(c => c.Outcome == GateOutcome.Open).Select(c => c.Comparison.Metric.Source).Distinct().Order()]
        : [];

    /// <summary>The decision after the readings of the next stage.</summary>
    /// <param name="stage">Index of the stage.</param>
    /// <param name="readings">Readings by metric id, of all metrics that are open.</param>
    public GateDecision After(int stage, IReadOnlyDictionary<string, GateReading> readings)
    {
        var isLast = stage == Policy.Stages.Count - 1;
        ComparisonVerdict[] verdicts = [.. Comparisons.Select(before => before.Outcome == GateOutcome.Open
            ? ComparisonVerdict.Of(before.Comparison, readings[before.Comparison.Metric.Id], stage, Bounds)
            : before)];
        if (isLast)
            verdicts = [.. verdicts.Select(v => v.Outcome == GateOutcome.Open ? v with { Outcome = GateOutcome.Insufficient } : v)];
        return this with { Outcome = Of(verdicts), Comparisons = verdicts };
    }

    private static GateOutcome Of(IReadOnlyList<ComparisonVerdict> verdicts) =>
        verdicts.Any(v => v.Outcome == GateOutcome.Fail) ? GateOutcome.Fail
        : verdicts.All(v => v.Outcome == GateOutcome.Pass) ? GateOutcome.Pass
        : verdicts.Any(v => v.Outcome == GateOutcome.Open) ? GateOutcome.Open : GateOutcome.Insufficient;
}
