namespace DiversityBench.Verification.Calibration;

/// <summary>How often intervals held the truth and tests rejected, over independent runs.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="SamplesPerArm">Samples per arm.</param>
/// <param name="Runs">Independent runs.</param>
/// <param name="Undefined">Runs that gave no figure; they count neither as covered nor as rejected.</param>
/// <param name="Covered">Runs whose 95 % interval held the true effect.</param>
/// <param name="Rejected">Runs with p &lt; 0.05.</param>
/// <param name="Supported">Runs whose verdict was Supported, as the only claim of its family.</param>
/// <param name="Effect">The true effect.</param>
/// <param name="StatedPower">Mean power against the true effect that the runs' standard errors state.</param>
/// <param name="IntervalMethod">How the intervals were made and what a claim says of their level; empty where no run gave a figure.</param>
public sealed record CalibrationResult(
    string Scenario, int SamplesPerArm, int Runs, int Undefined, int Covered, int Rejected, int Supported, double Effect, double StatedPower, string IntervalMethod)
{
    /// <summary>Share of the runs that gave a figure whose interval held the true effect.</summary>
    public double Coverage => (double)Covered / Math.Max(1, Runs - Undefined);

    /// <summary>Share of runs with p &lt; 0.05.</summary>
    public double RejectionRate => (double)Rejected / Runs;

    /// <summary>Share of runs whose verdict was Supported.</summary>
    public double SupportRate => (double)Supported / Runs;

    /// <summary>Standard error of a share whose true value is <paramref name="share"/>, over these runs.</summary>
    public double BinomialError(double share) => Math.Sqrt(share * (1 - share) / Runs);
}
