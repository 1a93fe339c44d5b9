namespace DiversityBench.Metrics;

/// <summary>Why a figure does not exist; converts to <see cref="Measured{T}"/> of any figure.</summary>
/// <param name="Reason">A short clause in lower case that names the offending index, e.g. "vector 1 holds NaN".</param>
public readonly record struct Undefined(string Reason);
