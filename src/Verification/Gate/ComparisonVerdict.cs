namespace DiversityBench.Verification.Gate;

/// <summary>What one comparison says by the stage that decided it, or the last one that was looked at.</summary>
/// <param name="Comparison">The question.</param>
/// <param name="Outcome">The answer.</param>
/// <param name="Stage">Index of that stage; -1 before the first.</param>
/// <param name="Share">The share kept, with its error; null where it cannot be computed.</param>
/// <param name="PassBound">Standard normal score with which it passes at that stage.</param>
/// <param name="FailBound">Standard normal score with which it fails at that stage.</param>
/// <param name="Reason">Why there is no share; null where there is one.</param>
public sealed record ComparisonVerdict(
    GateComparison Comparison, GateOutcome Outcome, int Stage, KeptShare? Share = null, double PassBound = 0, double FailBound = 0, string? Reason = null)
{
    /// <summary>Share of the reference's figure that the candidate keeps; null where it cannot be computed, or has no end.</summary>
    public double? Kept => Share?.Value;

    /// <summary>Lower confidence bound of the share: above the floor it passes. Null where there is none.</summary>
    public double? Lower => Share?.Bounds(PassBound) is { } bounds ? Math.Max(0, bounds.Lower) : null;

    /// <summary>Upper confidence bound of the share: below the floor it fails. Null where there is none.</summary>
    public double? Upper => Share?.Bounds(FailBound)?.Upper;

    /// <summary>The answer to a question at a stage.</summary>
    /// <param name="comparison">The question.</param>
    /// <param name="reading">What the stage measured.</param>
    /// <param name="stage">Index of the stage.</param>
    /// <param name="bounds">The critical values of the gate.</param>
    public static ComparisonVerdict Of(GateComparison comparison, GateReading reading, int stage, GateBounds bounds)
    {
        ComparisonVerdict Unclear(string reason) => new(comparison, GateOutcome.Open, stage, Reason: reason);
        if (!reading.Candidate.TryGet(out var candidate, out var why))
            return Unclear($"the candidate has no figure: {why.Reason}");
        if (!reading.Of(comparison.Reference).TryGet(out var reference, out why))
            return Unclear($"the {comparison.ReferenceName} has no figure: {why.Reason}");
        if (!(reference.Value > 0))
            return Unclear(comparison.Metric.IsConcentration ? $"no two samples of the {comparison.ReferenceName} agree, so that its variety is more than they can count" : $"the {comparison.ReferenceName} has nothing to keep: its figure is 0");
        if (candidate.Variance + reference.Variance == 0)
            return Unclear("zero variance in both models");
        var share = comparison.Metric.IsConcentration ? new KeptShare(candidate, reference, reference, candidate) : new KeptShare(candidate, reference, candidate, reference);
        var (pass, fail) = (bounds.Pass[stage], bounds.Fail[stage]);
        var outcome = share.IsAbove(comparison.Floor, pass) ? GateOutcome.Pass : share.IsBelow(comparison.Floor, fail) ? GateOutcome.Fail : GateOutcome.Open;
        return new ComparisonVerdict(comparison, outcome, stage, share, pass, fail);
    }
}
