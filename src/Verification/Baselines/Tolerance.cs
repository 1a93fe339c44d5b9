namespace DiversityBench.Verification.Baselines;

/// <summary>How far a figure may move, and why just so far.</summary>
/// <param name="Value">Largest accepted absolute difference.</param>
/// <param name="Because">Where it comes from.</param>
public readonly record struct Tolerance(double Value, string Because);
