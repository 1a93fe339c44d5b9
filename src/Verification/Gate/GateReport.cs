namespace DiversityBench.Verification.Gate;

/// <summary>What a gate found of a candidate.</summary>
/// <param name="Candidate">Id of the candidate.</param>
/// <param name="BaseModel">Id of the base model.</param>
/// <param name="Lineage">Name of the lineage.</param>
/// <param name="Accepted">Id of the accepted checkpoint; null where there is none.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Samples">What was sampled, one entry a source.</param>
public sealed record GateReport(
    string Candidate, string BaseModel, string Lineage, string? Accepted, GateDecision Decision, IReadOnlyList<GateSamples> Samples)
{
    /// <summary>Samples of the candidate that were looked at.</summary>
    public int Drawn => Samples.Sum(s => s.Drawn);

    /// <summary>Samples of the candidate that the policy allows.</summary>
    public int Budget => Samples.Sum(s => s.Budget);

    /// <summary>Whether the candidate passes; anything else is red.</summary>
    public bool Passes => Decision.Outcome == GateOutcome.Pass;
}
