namespace DiversityBench.Metrics.Sets;

/// <summary>
/// A metric that evaluates a whole block of labellings at once, leave-one-out included, so cheaply that permutation tests can be
/// studentised. Each labelling gives what <see cref="ISetMetric.ValueAndLeaveOneOut"/> gives for its sets, up to rounding.
/// </summary>
public interface IBlockMetric : ISetMetric
{
    /// <summary>Metric of both sets in every labelling, and of the set of each sample without that sample.</summary>
    /// <param name="block">Labellings of this pool; both sets have more than <see cref="ISetMetric.FewestMembers"/> members.</param>
    /// <param name="first">Receives the metric of the first sets, [<see cref="LabelBlock.Width"/>].</param>
    /// <param name="second">Receives the metric of the second sets, [<see cref="LabelBlock.Width"/>].</param>
    /// <param name="without">
    /// Receives the metric of each sample's set without it, [tile, sample, lane] as in <see cref="LabelBlock"/>; without meaning for samples in no set.
    /// </param>
    void Evaluate(LabelBlock block, Span<double> first, Span<double> second, Span<double> without);
}
