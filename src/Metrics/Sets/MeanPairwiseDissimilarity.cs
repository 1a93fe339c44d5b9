using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DiversityBench.Metrics.Sets;

/// <summary>
/// One minus the mean similarity over unordered pairs of members: the diversity that pairwise cosine measures, a U-statistic of
/// order 2. Defined from two members on. 0 where all members are equal, 1 where all are orthogonal.
/// </summary>
/// <param name="similarities">Similarities of all pooled samples.</param>
public sealed class MeanPairwiseDissimilarity(SimilarityMatrix similarities) : ISetMetric
{
    /// <inheritdoc/>
    public int Count => similarities.Count;

    /// <inheritdoc/>
    public int FewestMembers => 2;

    /// <inheritdoc/>
    public bool LeaveOneOutIsCheap => true;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members)
    {
        if (members.Length < FewestMembers)
            return null;
        var sums = ArrayPool<double>.Shared.Rent(members.Length);
        var value = 1 - RowSums(members, sums) / (members.Length * (members.Length - 1.0));
        ArrayPool<double>.Shared.Return(sums);
        return value;
    }

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

    /// <summary>Sum of each member's similarities to the other members; returns their total, in which each pair counts twice.</summary>
    private double RowSums(ReadOnlySpan<int> members, Span<double> sums)
    {
        // Adding whole rows reads the matrix in order and in vectors; picking members' columns would not.
        var count = similarities.Count;
        var rented = ArrayPool<double>.Shared.Rent(count);
        var all = rented.AsSpan(0, count);
        all.Clear();
        var m = 0;
        for (; m + 4 <= members.Length; m += 4)
        {
            AddRows(all, similarities.Row(members[m]), similarities.Row(members[m + 1]), similarities.Row(members[m + 2]), similarities.Row(members[m + 3]));
        }

        for (; m < members.Length; m++)
            System.Numerics.Tensors.TensorPrimitives.Add<double>(all, similarities.Row(members[m]), all);

        var total = 0.0;
        for (var i = 0; i < members.Length; i++)
        {
            sums[i] = all[members[i]] - similarities[members[i], members[i]];
            total += sums[i];
        }

        ArrayPool<double>.Shared.Return(rented);
        return total;
    }

    private static void AddRows(Span<double> sums, ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, ReadOnlySpan<double> d)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(sums);
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector<double>>(b);
        var vc = MemoryMarshal.Cast<double, Vector<double>>(c);
        var vd = MemoryMarshal.Cast<double, Vector<double>>(d);
        for (var i = 0; i < vectors.Length && i < va.Length && i < vb.Length && i < vc.Length && i < vd.Length; i++)
            vectors[i] += va[i] + vb[i] + (vc[i] + vd[i]);
        for (var i = vectors.Length * Vector<double>.Count; i < sums.Length; i++)
            sums[i] += a[i] + b[i] + (c[i] + d[i]);
    }
}
