namespace DiversityBench.Verification.Statistics;

/// <summary>A metric with the variance of the figure made of it.</summary>
/// <param name="Value">The metric in its own unit.</param>
/// <param name="Figure">The metric, or its logarithm.</param>
/// <param name="Variance">Jackknife variance of <paramref name="Figure"/>, or the metric's smallest credible one if that is larger.</param>
/// <param name="DegreesOfFreedom">Leave-out figures less one.</param>
/// <param name="HasVariance">Whether the leave-out figures differ at all.</param>
public readonly record struct JackknifeEstimate(double Value, double Figure, double Variance, double DegreesOfFreedom, bool HasVariance);
