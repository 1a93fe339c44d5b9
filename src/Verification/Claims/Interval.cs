namespace DiversityBench.Verification.Claims;

/// <summary>A two-sided interval of a figure, both ends included.</summary>
/// <param name="Lower">Lower end, finite.</param>
/// <param name="Upper">Upper end, finite, at least <paramref name="Lower"/>.</param>
public sealed record Interval(double Lower, double Upper);
