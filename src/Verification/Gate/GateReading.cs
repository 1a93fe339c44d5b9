using DiversityBench.Metrics;

namespace DiversityBench.Verification.Gate;

/// <summary>What a stage measured of one metric, each model on as many samples.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Base">The base model.</param>
/// <param name="Accepted">The accepted checkpoint; of no meaning where there is none.</param>
public sealed record GateReading(Measured<GateFigure> Candidate, Measured<GateFigure> Base, Measured<GateFigure> Accepted = default)
{
    /// <summary>The figure of a reference.</summary>
    public Measured<GateFigure> Of(GateReference reference) => reference == GateReference.Base ? Base : Accepted;
}
