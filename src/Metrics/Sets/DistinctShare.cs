using System.Buffers;

namespace DiversityBench.Metrics.Sets;

/// <summary>Distinct labels per sample, in (0, 1]. Defined from one member on. {a, b, a, a} gives 0.5.</summary>
public sealed class DistinctShare : ISetMetric, IFlooredVariance
{
    private readonly int[] ids;
    private readonly int distinct;

    private DistinctShare(int[] ids, int distinct)
    {
        this.ids = ids;
        this.distinct = distinct;
    }

    /// <summary>A metric over one label per pooled sample, none missing, compared by equality.</summary>
    public static DistinctShare Of<T>(IReadOnlyList<T> labels)
        where T : notnull
    {
        var (ids, distinct) = Labels.Number(labels);
        return new DistinctShare(ids, distinct);
    }

    /// <inheritdoc/>
    public int Count => ids.Length;

    /// <inheritdoc/>
    public int FewestMembers => 1;

    /// <inheritdoc/>
    public bool LeaveOneOutIsCheap => true;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members)
    {
        if (members.Length < FewestMembers)
            return null;
        var counts = ArrayPool<int>.Shared.Rent(distinct);
        var value = (double)Labels.Tally(ids, members, counts.AsSpan(0, distinct)) / members.Length;
        ArrayPool<int>.Shared.Return(counts);
        return value;
    }

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
    {
        if (members.Length <= FewestMembers)
            return false;
        var counts = ArrayPool<int>.Shared.Rent(distinct);
        var present = Labels.Tally(ids, members, counts.AsSpan(0, distinct));
        for (var i = 0; i < members.Length; i++)
            values[i] = (counts[ids[members[i]]] == 1 ? present - 1.0 : present) / (members.Length - 1);
        ArrayPool<int>.Shared.Return(counts);
        return true;
    }

    /// <summary>One label more or less: (1 / n)^2.</summary>
    public double SmallestVariance(double value, int members) => 1.0 / ((double)members * members);
}
