using System.Buffers;
using System.Runtime.Intrinsics;

namespace DiversityBench.Metrics.Sets;

/// <summary>Distinct labels per sample, in (0, 1]. Defined from one member on. {a, b, a, a} gives 0.5.</summary>
public sealed class DistinctShare : IBlockMetric, IFlooredVariance
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

    /// <inheritdoc/>
    public void Evaluate(LabelBlock block, Span<double> first, Span<double> second, Span<double> without)
    {
        var counts = new double[distinct * LabelBlock.Lanes];
        var all = new double[distinct];
        for (var tile = 0; tile < LabelBlock.Width / LabelBlock.Lanes; tile++)
        {
            Labels.Tally(ids, block, tile, counts, all);
            Vector512<double> inFirst = default, inSecond = default;
            for (var label = 0; label < distinct; label++)
            {
                var count = Vector512.Create<double>(counts.AsSpan(label * LabelBlock.Lanes));
                inFirst += Labels.Present(count);
                inSecond += Labels.Present(Vector512.Create(all[label]) - count);
            }

            (inFirst / block.FirstCount).CopyTo(first[(tile * LabelBlock.Lanes)..]);
            (inSecond / block.SecondCount).CopyTo(second[(tile * LabelBlock.Lanes)..]);
            for (var i = 0; i < ids.Length; i++)
            {
                var count = Vector512.Create<double>(counts.AsSpan(ids[i] * LabelBlock.Lanes));
                var (of, others) = ((inFirst - Labels.Single(count)) / (block.FirstCount - 1), (inSecond - Labels.Single(Vector512.Create(all[ids[i]]) - count)) / (block.SecondCount - 1));
                block.Choose(tile, i, of, others).CopyTo(without[block.Place(tile, i)..]);
            }
        }
    }

    /// <summary>One label more or less: (1 / n)^2.</summary>
    public double SmallestVariance(double value, int members) => 1.0 / ((double)members * members);
}
