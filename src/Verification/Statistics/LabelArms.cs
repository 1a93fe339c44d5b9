namespace DiversityBench.Verification.Statistics;

/// <summary>Labels of one prompt before and after a stage.</summary>
/// <param name="Before">One label a sample.</param>
/// <param name="After">One label a sample.</param>
public sealed record LabelArms(IReadOnlyList<string> Before, IReadOnlyList<string> After);
