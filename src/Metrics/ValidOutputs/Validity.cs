namespace DiversityBench.Metrics.ValidOutputs;

/// <summary>Whether a sample answers its prompt at all; how well it does is not judged.</summary>
/// <param name="IsValid">Whether it counts among the valid samples.</param>
/// <param name="Reason">What decided, in words.</param>
public sealed record Validity(bool IsValid, string Reason);
