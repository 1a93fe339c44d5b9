namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Mean of one number per sample (entropies, sentiment, shares as 0 and 1), in the unit of the numbers.
/// Defined from one member on. Mean of {1, 2, 6} is 3.
/// </summary>
public sealed class MeanOfScalars : IScalarSetMetric
{
    private readonly double[] scalars;

    /// <summary>A metric over <paramref name="scalars"/>, one finite number per pooled sample.</summary>
    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    public MeanOfScalars(IReadOnlyList<double> scalars) => this.scalars = ScalarSamples.Checked(scalars);

    /// <inheritdoc/>
    public ReadOnlySpan<double> Scalars => scalars;

    /// <inheritdoc/>
    public int Count => scalars.Length;

    /// <inheritdoc/>
    public int FewestMembers => 1;

    /// <inheritdoc/>
    public bool LeaveOneOutIsCheap => true;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) =>
        members.Length < FewestMembers ? null : ScalarSamples.Moments(scalars, members).Mean;

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        ValueAndLeaveOneOut(members, values) is not null;

    /// <inheritdoc/>
    public double? ValueAndLeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
    {
        if (members.Length <= FewestMembers)
            return null;
        var mean = ScalarSamples.Moments(scalars, members).Mean;
        for (var i = 0; i < members.Length; i++)
            values[i] = mean - (scalars[members[i]] - mean) / (members.Length - 1);
        return mean;
    }
}
