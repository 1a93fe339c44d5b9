using System.Buffers;
using System.Numerics;

namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Share of members that have another member more similar than a threshold, 0 … 1. Defined from two members on.
/// Two equal samples among four otherwise unlike ones give 0.5.
/// </summary>
public sealed class NearDuplicateShare : ISetMetric, IFlooredVariance
{
    private readonly ulong[] neighbours;
    private readonly int words;

    /// <summary>A metric over the similarities of all pooled samples.</summary>
    /// <param name="similarities">The similarities.</param>
    /// <param name="threshold">Near-duplicates are more similar than this.</param>
    public NearDuplicateShare(SimilarityMatrix similarities, double threshold = 0.95)
    {
        Count = similarities.Count;
        words = (Count + 63) / 64;
        neighbours = new ulong[Count * words];
        for (var i = 0; i < Count; i++)
        {
            for (var j = 0; j < Count; j++)
            {
                if (j != i && similarities[i, j] > threshold)
                    neighbours[(i * words) + (j >> 6)] |= 1UL << (j & 63);
            }
        }
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public int FewestMembers => 2;

    /// <inheritdoc/>
    public bool LeaveOneOutIsCheap => true;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) =>
        members.Length < FewestMembers ? null : Compute(members, []);

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        ValueAndLeaveOneOut(members, values) is not null;

    /// <inheritdoc/>
    public double? ValueAndLeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        members.Length <= FewestMembers ? null : Compute(members, values);

    /// <summary>What the jackknife gives for one pair of near-duplicates.</summary>
    public double SmallestVariance(double value, int members) => 8.0 * (members - 2) / ((double)members * members * (members - 1));

    private double Compute(ReadOnlySpan<int> members, Span<double> values)
    {
        var set = ArrayPool<ulong>.Shared.Rent(words);
        set.AsSpan(0, words).Clear();
        foreach (var member in members)
            set[member >> 6] |= 1UL << (member & 63);

        // A member counts; it takes along those whose only near-duplicate it is.
        var taken = ArrayPool<int>.Shared.Rent(Count);
        taken.AsSpan(0, Count).Clear();
        var duplicates = 0;
        foreach (var member in members)
        {
            var (count, last) = Among(member, set);
            if (count > 0)
            {
                duplicates++;
                taken[member]++;
            }

            if (count == 1)
                taken[last]++;
        }

        for (var i = 0; i < values.Length; i++)
            values[i] = (double)(duplicates - taken[members[i]]) / (members.Length - 1);
        ArrayPool<ulong>.Shared.Return(set);
        ArrayPool<int>.Shared.Return(taken);
        return (double)duplicates / members.Length;
    }

    private (int Count, int Last) Among(int sample, ulong[] set)
    {
        int count = 0, last = -1;
        for (var word = 0; word < words; word++)
        {
            var common = neighbours[(sample * words) + word] & set[word];
            count += BitOperations.PopCount(common);
            if (common != 0)
                last = (word << 6) + BitOperations.Log2(common);
        }

        return (count, last);
    }
}
