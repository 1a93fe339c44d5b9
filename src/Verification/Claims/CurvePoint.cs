namespace DiversityBench.Verification.Claims;

/// <summary>A point of a curve.</summary>
/// <param name="X">Where it lies, finite.</param>
/// <param name="Y">The figure; null where it cannot be computed.</param>
/// <param name="Interval">Its 95 % interval, where there is one.</param>
public sealed record CurvePoint(double X, double? Y, Interval? Interval = null);
