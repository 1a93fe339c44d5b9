namespace DiversityBench.Verification.Statistics;

/// <summary>An F test.</summary>
/// <param name="Statistic">F.</param>
/// <param name="NumeratorDegrees">Degrees of freedom between groups.</param>
/// <param name="DenominatorDegrees">Degrees of freedom within groups.</param>
/// <param name="PValue">P(F or more).</param>
public sealed record FTestResult(double Statistic, int NumeratorDegrees, int DenominatorDegrees, double PValue);
