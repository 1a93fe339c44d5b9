namespace DiversityBench.Report.Results;

/// <summary>One answer.</summary>
/// <param name="Text">Its text, as the model gave it: anything may stand there.</param>
/// <param name="IsValid">Whether it counts among the valid samples.</param>
/// <param name="Remark">What decided that, and how the text ended.</param>
/// <param name="Steps">Its decoding steps, where they are shown; null otherwise.</param>
public sealed record ReportedSample(string Text, bool IsValid, string Remark, IReadOnlyList<ReportedStep>? Steps = null);
