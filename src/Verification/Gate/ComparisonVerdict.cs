namespace DiversityBench.Verification.Gate;

/// <summary>What one comparison says by the stage that decided it, or the last one.</summary>
/// <param name="Comparison">The question.</param>
/// <param name="Outcome">The answer.</param>
/// <param name="Stage">Index of that stage.</param>
/// <param name="Share">Share of the reference's figure that the candidate keeps; null where it cannot be computed.</param>
/// <param name="Lower">Lower confidence bound of the share at that stage's critical value: above the floor it passes.</param>
/// <param name="Upper">Upper confidence bound of the share at that stage's critical value: below the floor it fails.</param>
/// <param name="Candidate">Figure of the candidate.</param>
/// <param name="Reference">Figure of the reference.</param>
/// <param name="Reason">Why there is no figure; null where there is one.</param>
public sealed record ComparisonVerdict(
    GateComparison Comparison, GateOutcome Outcome, int Stage, double? Share, double? Lower, double? Upper, GateFigure? Candidate, GateFigure? Reference, string? Reason);
