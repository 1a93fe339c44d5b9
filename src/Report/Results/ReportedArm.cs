namespace DiversityBench.Report.Results;

/// <summary>What one arm answered to one prompt.</summary>
/// <param name="Arm">Model and form of the prompt, in words; the same arm and prompt are shown once, however many comparisons they stand in.</param>
/// <param name="Asked">The prompt as it was asked.</param>
/// <param name="Samples">The answers.</param>
public sealed record ReportedArm(string Arm, string Asked, IReadOnlyList<ReportedSample> Samples);
