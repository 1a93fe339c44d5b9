using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Sets;

/// <summary>
/// One minus the mean similarity over unordered pairs of members: the diversity that pairwise cosine measures, a U-statistic of
/// order 2. Defined from two members on. 0 where all members are equal, 1 where all are orthogonal.
/// </summary>
/// <param name="similarities">Similarities of all pooled samples.</param>
public sealed class MeanPairwiseDissimilarity(SymmetricMatrix similarities) : IBlockMetric
{
    private const int Lanes = LabelBlock.Lanes;

    /// <inheritdoc/>
    public int Count => similarities.Count;

    /// <inheritdoc/>
    public int FewestMembers => 2;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) =>
        members.Length < FewestMembers ? null : 1 - RowSums(members, new double[members.Length]) / (members.Length * (members.Length - 1.0));

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        ValueAndLeaveOneOut(members, values) is not null;

    /// <inheritdoc/>
    public double? ValueAndLeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
    {
        var n = members.Length;
        if (n <= FewestMembers)
            return null;
        var total = RowSums(members, values);
        for (var i = 0; i < n; i++)
            values[i] = 1 - (total - 2 * values[i]) / ((n - 1.0) * (n - 2.0));
        return 1 - total / (n * (n - 1.0));
    }

    /// <inheritdoc/>
    public void Evaluate(LabelBlock block, Span<double> first, Span<double> second, Span<double> without)
    {
        // A sample's sum over the second set is that over all members less that over the first: one matrix product serves both sets.
        var overAll = new double[Count];
        for (var i = 0; i < Count; i++)
            overAll[i] = TensorPrimitives.Dot(similarities[i], block.Members);
        double n = block.FirstCount, m = block.SecondCount;
        for (var tile = 0; tile < LabelBlock.Width / Lanes; tile += 2)
        {
            var i = 0;
            for (; i + 4 <= Count; i += 4)
                SumFourRows(block, tile, i, without);
            for (; i < Count; i++)
                SumRow(block, tile, i, without);
        }

        for (var tile = 0; tile < LabelBlock.Width / Lanes; tile++)
        {
            Vector512<double> ofFirst = default, ofSecond = default;
            for (var i = 0; i < Count; i++)
            {
                ref var place = ref without[block.Place(tile, i)];
                var overFirst = Vector512.LoadUnsafe(ref place);
                var sum = block.Choose(tile, i, overFirst, Vector512.Create(overAll[i]) - overFirst) - Vector512.Create(similarities[i, i]);
                sum.StoreUnsafe(ref place);
                ofFirst += block.First(tile, i) * sum;
                ofSecond += block.Second(tile, i) * sum;
            }

            (Vector512<double>.One - (ofFirst / (n * (n - 1)))).CopyTo(first[(tile * Lanes)..]);
            (Vector512<double>.One - (ofSecond / (m * (m - 1)))).CopyTo(second[(tile * Lanes)..]);
            var (pairs, others) = (Vector512.Create(1 / ((n - 1) * (n - 2))), Vector512.Create(1 / ((m - 1) * (m - 2))));
            for (var i = 0; i < Count; i++)
            {
                ref var place = ref without[block.Place(tile, i)];
                var left = block.Choose(tile, i, ofFirst, ofSecond) - (2 * Vector512.LoadUnsafe(ref place));
                (Vector512<double>.One - (left * block.Choose(tile, i, pairs, others))).StoreUnsafe(ref place);
            }
        }
    }

    /// <summary>Sums of four samples' similarities to the first sets of two tiles: eight accumulators keep the multipliers busy.</summary>
    private void SumFourRows(LabelBlock block, int tile, int row, Span<double> sums)
    {
        ref var a = ref MemoryMarshal.GetReference(similarities[row]);
        ref var b = ref MemoryMarshal.GetReference(similarities[row + 1]);
        ref var c = ref MemoryMarshal.GetReference(similarities[row + 2]);
        ref var d = ref MemoryMarshal.GetReference(similarities[row + 3]);
        Vector512<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (var j = 0; j < Count; j++)
        {
            var (z0, z1) = (block.First(tile, j), block.First(tile + 1, j));
            var k = Vector512.Create(Unsafe.Add(ref a, j));
            a0 = Vector512.FusedMultiplyAdd(k, z0, a0);
            a1 = Vector512.FusedMultiplyAdd(k, z1, a1);
            k = Vector512.Create(Unsafe.Add(ref b, j));
            b0 = Vector512.FusedMultiplyAdd(k, z0, b0);
            b1 = Vector512.FusedMultiplyAdd(k, z1, b1);
            k = Vector512.Create(Unsafe.Add(ref c, j));
            c0 = Vector512.FusedMultiplyAdd(k, z0, c0);
            c1 = Vector512.FusedMultiplyAdd(k, z1, c1);
            k = Vector512.Create(Unsafe.Add(ref d, j));
            d0 = Vector512.FusedMultiplyAdd(k, z0, d0);
            d1 = Vector512.FusedMultiplyAdd(k, z1, d1);
        }

        a0.CopyTo(sums[block.Place(tile, row)..]);
        b0.CopyTo(sums[block.Place(tile, row + 1)..]);
        c0.CopyTo(sums[block.Place(tile, row + 2)..]);
        d0.CopyTo(sums[block.Place(tile, row + 3)..]);
        a1.CopyTo(sums[block.Place(tile + 1, row)..]);
        b1.CopyTo(sums[block.Place(tile + 1, row + 1)..]);
        c1.CopyTo(sums[block.Place(tile + 1, row + 2)..]);
        d1.CopyTo(sums[block.Place(tile + 1, row + 3)..]);
    }

    private void SumRow(LabelBlock block, int tile, int row, Span<double> sums)
    {
        Vector512<double> a0 = default, a1 = default;
        var similar = similarities[row];
        for (var j = 0; j < similar.Length; j++)
        {
            a0 += similar[j] * block.First(tile, j);
            a1 += similar[j] * block.First(tile + 1, j);
        }

        a0.CopyTo(sums[block.Place(tile, row)..]);
        a1.CopyTo(sums[block.Place(tile + 1, row)..]);
    }

    /// <summary>Sum of each member's similarities to the other members; returns their total, in which each pair counts twice.</summary>
    private double RowSums(ReadOnlySpan<int> members, Span<double> sums)
    {
        // Adding whole rows reads the matrix in order and in vectors; picking members' columns would not.
        var all = new double[Count];
        foreach (var member in members)
            TensorPrimitives.Add(all, similarities[member], all);
        var total = 0.0;
        for (var i = 0; i < members.Length; i++)
        {
            sums[i] = all[members[i]] - similarities[members[i], members[i]];
            total += sums[i];
        }

        return total;
    }
}
