using DiversityBench.Verification.Calibration;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Bench.Gate;

/// <summary>A situation with what the gate said of it.</summary>
internal sealed record GateCell(GateSituation Situation, GateSimulationResult Result)
{
    /// <summary>95 % interval of the share of red runs.</summary>
    public Interval Red => Proportion.ClopperPearson(Result.Red, Result.Runs).Value;
}
