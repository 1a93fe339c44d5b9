namespace DiversityBench.Verification.Calibration;

/// <summary>What the gate said over many runs of one situation.</summary>
/// <param name="Runs">Number of runs.</param>
/// <param name="Passed">Runs that passed.</param>
/// <param name="Failed">Runs that failed.</param>
/// <param name="Insufficient">Runs whose budget was spent without a clear verdict.</param>
/// <param name="DrawnUntilClear">Mean share of the sample budget that runs with a clear verdict took; 1 without any.</param>
/// <param name="Drawn">Mean share of the sample budget over all runs.</param>
/// <param name="NotPassed">Runs by the metrics that failed or were insufficient in them.</param>
public sealed record GateSimulationResult(
    int Runs, int Passed, int Failed, int Insufficient, double DrawnUntilClear, double Drawn, IReadOnlyDictionary<string, int> NotPassed)
{
    /// <summary>Runs that are red.</summary>
    public int Red => Failed + Insufficient;
}
