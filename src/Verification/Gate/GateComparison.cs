namespace DiversityBench.Verification.Gate;

/// <summary>One question of a gate: does the candidate keep this share of what the reference has?</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Reference">What the candidate is held against.</param>
/// <param name="Floor">The share that it must keep, in (0, 1).</param>
/// <param name="Because">Why just that floor, in words; null where the policy does not say.</param>
public sealed record GateComparison(GateMetric Metric, GateReference Reference, double Floor, string? Because = null)
{
    /// <summary>What the candidate is held against, in words that stand after "the".</summary>
    public string ReferenceName => Reference == GateReference.Base ? "base model" : "accepted checkpoint";
}
