using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>A rank correlation.</summary>
/// <param name="Rho">Spearman's rho, -1 … 1.</param>
/// <param name="TwoSidedPValue">By the t approximation; 0 for a perfect correlation.</param>
/// <param name="Interval">95 % interval on Fisher's z; null for a perfect correlation or too few pairs.</param>
public sealed record Correlation(double Rho, double TwoSidedPValue, Interval? Interval);
