using DiversityBench.Metrics;

namespace DiversityBench.Verification.Gate;

/// <summary>What a stage measured of one metric, candidate and base on as many samples each.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Base">The base model.</param>
/// <param name="Accepted">The accepted checkpoint, on the whole budget; null where there is none.</param>
public sealed record GateReading(Measured<GateFigure> Candidate, Measured<GateFigure> Base, GateFigure? Accepted = null)
{
    /// <summary>The figure of a reference.</summary>
    public Measured<GateFigure> Of(GateReference reference) => reference == GateReference.Base ? Base
        : Accepted is { } accepted ? accepted : new Undefined("none is accepted");
}
