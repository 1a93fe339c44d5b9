namespace DiversityBench.Report.Results;

/// <summary>Where a file was written.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Note">A sentence when it is not the path that was asked for; else null.</param>
public sealed record WrittenFile(string Path, string? Note);
