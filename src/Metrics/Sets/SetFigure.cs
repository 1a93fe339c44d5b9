namespace DiversityBench.Metrics.Sets;

/// <summary>A figure of the chosen samples of a pool; null where it is not defined.</summary>
/// <param name="members">Indices of the samples.</param>
public delegate double? SetFigure(ReadOnlySpan<int> members);
