namespace DiversityBench.Verification.Claims;

/// <summary>One set of bars.</summary>
/// <param name="Name">What it shows: an arm, or the truth.</param>
/// <param name="Values">The figure by category, finite, [categories].</param>
public sealed record BarSeries(string Name, IReadOnlyList<double> Values);
