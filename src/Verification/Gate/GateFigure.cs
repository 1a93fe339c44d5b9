namespace DiversityBench.Verification.Gate;

/// <summary>A metric of one model with its error.</summary>
/// <param name="Value">The metric.</param>
/// <param name="Variance">Its sampling variance.</param>
/// <param name="DegreesOfFreedom">Of the variance.</param>
/// <param name="Samples">Samples that it was measured on.</param>
public sealed record GateFigure(double Value, double Variance, double DegreesOfFreedom, int Samples);
