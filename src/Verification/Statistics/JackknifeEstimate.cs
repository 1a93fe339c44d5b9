namespace DiversityBench.Verification.Statistics;

/// <summary>A metric with the variance of the figure made of it.</summary>
/// <param name="Value">The metric in its own unit.</param>
/// <param name="Figure">The metric, or its logarithm.</param>
/// <param name="Variance">Jackknife variance of <paramref name="Figure"/>, not negative.</param>
public readonly record struct JackknifeEstimate(double Value, double Figure, double Variance);
