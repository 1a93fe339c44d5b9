namespace DiversityBench.Verification.Statistics;

/// <summary>A one-sided permutation test.</summary>
/// <param name="PValue">Share of labellings at least as large as the observed one.</param>
/// <param name="AtLeastAsLarge">Labellings at least as large, the observed one included when the test is exact.</param>
/// <param name="Labellings">Labellings that were looked at.</param>
/// <param name="IsExact">Whether these were all there are.</param>
public sealed record PermutationResult(double PValue, long AtLeastAsLarge, long Labellings, bool IsExact);
