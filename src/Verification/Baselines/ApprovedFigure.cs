namespace DiversityBench.Verification.Baselines;

/// <summary>An approved number and how far a later run may lie from it.</summary>
/// <param name="Name">What it is, for example "effect" or "base valid-output rate".</param>
/// <param name="Value">The number, rounded to <see cref="Baseline.Digits"/> significant digits; null when it could not be computed.</param>
/// <param name="Tolerance">Largest accepted absolute difference.</param>
/// <param name="Because">Where the tolerance comes from.</param>
public sealed record ApprovedFigure(string Name, double? Value, double Tolerance, string Because);
