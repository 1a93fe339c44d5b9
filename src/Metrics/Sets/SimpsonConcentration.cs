namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Probability that two samples have the same label, estimated without bias: sum c (c - 1) / (n (n - 1)) (Simpson 1949, Nature 163:688). Its inverse is the
/// effective number of labels of order 2; unlike plug-in Hill numbers its expectation does not depend on the number of samples. Defined from two members
/// on. Of a, a, b, b two of six pairs agree: 1/3.
/// </summary>
public sealed class SimpsonConcentration : ISetMetric, IFlooredVariance
{
    private readonly int[] ids;
    private readonly int distinct;

    private SimpsonConcentration(int[] ids, int distinct) => (this.ids, this.distinct) = (ids, distinct);

    /// <summary>A metric over one label per pooled sample, compared by equality.</summary>
    /// <param name="labels">The labels, none missing.</param>
    public static SimpsonConcentration Of<T>(IReadOnlyList<T> labels)
        where T : notnull
    {
        var (ids, distinct) = Labels.Number(labels);
        return new SimpsonConcentration(ids, distinct);
    }

    /// <inheritdoc/>
    public int Count => ids.Length;

    /// <inheritdoc/>
    public int FewestMembers => 2;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) => members.Length < FewestMembers ? null : Compute(members, []);

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values) => ValueAndLeaveOneOut(members, values) is not null;

    /// <inheritdoc/>
    public double? ValueAndLeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        members.Length <= FewestMembers ? null : Compute(members, values);

    /// <summary>No two samples alike, or all: the square of what one sample that is unlike them would change, 2 / (n (n - 1)) or 2 / n.</summary>
    public double SmallestVariance(double value, int members)
    {
        var change = value < 0.5 ? 2.0 / members / (members - 1.0) : 2.0 / members;
        return change * change;
    }

    private double Compute(ReadOnlySpan<int> members, Span<double> leaveOneOut)
    {
        var counts = new int[distinct];
        Labels.Tally(ids, members, counts);
        var agreeing = 0.0;
        foreach (var count in counts)
            agreeing += count * (count - 1.0);
        double n = members.Length;
        for (var i = 0; i < leaveOneOut.Length; i++)
            leaveOneOut[i] = (agreeing - (2 * (counts[ids[members[i]]] - 1.0))) / ((n - 1) * (n - 2));
        return agreeing / (n * (n - 1));
    }
}
