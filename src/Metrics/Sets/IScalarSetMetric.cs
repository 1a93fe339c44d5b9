namespace DiversityBench.Metrics.Sets;

/// <summary>A metric of a set of numbers, one per sample.</summary>
public interface IScalarSetMetric : ISetMetric
{
    /// <summary>The pooled numbers, finite, one per sample.</summary>
    ReadOnlySpan<double> Scalars { get; }
}
