using System.Numerics;
using System.Runtime.Intrinsics;
using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Share of members that have another member more similar than a threshold, 0 … 1. Defined from two members on.
/// Two equal samples among four otherwise unlike ones give 0.5.
/// </summary>
public sealed class NearDuplicateShare : IBlockMetric, IFlooredVariance
{
    private readonly int[][] neighbours;

    /// <summary>A metric over the similarities of all pooled samples.</summary>
    /// <param name="similarities">The similarities.</param>
    /// <param name="threshold">Near-duplicates are more similar than this.</param>
    public NearDuplicateShare(SymmetricMatrix similarities, double threshold = 0.95)
    {
        neighbours = new int[similarities.Count][];
        for (var i = 0; i < neighbours.Length; i++)
            neighbours[i] = [.. Enumerable.Range(0, neighbours.Length).Where(j => j != i && similarities[i, j] > threshold)];
    }

    /// <inheritdoc/>
    public int Count => neighbours.Length;

    /// <inheritdoc/>
    public int FewestMembers => 2;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) =>
        members.Length < FewestMembers ? null : Compute(members, []);

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        ValueAndLeaveOneOut(members, values) is not null;

    /// <inheritdoc/>
    public double? ValueAndLeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        members.Length <= FewestMembers ? null : Compute(members, values);

    /// <inheritdoc/>
    public void Evaluate(LabelBlock block, Span<double> first, Span<double> second, Span<double> without)
    {
        without.Clear();
        Count64(block.FirstBits, block, first, without);
        Count64(block.SecondBits, block, second, without);
        var (n, m) = (Vector512.Create(block.FirstCount - 1.0), Vector512.Create(block.SecondCount - 1.0));
        for (var tile = 0; tile < LabelBlock.Width / LabelBlock.Lanes; tile++)
        {
            var (ofFirst, ofSecond) = (Vector512.Create<double>(first[(tile * LabelBlock.Lanes)..]), Vector512.Create<double>(second[(tile * LabelBlock.Lanes)..]));
            for (var i = 0; i < Count; i++)
            {
                ref var taken = ref without[block.Place(tile, i)];
                var left = block.Choose(tile, i, ofFirst, ofSecond) - Vector512.LoadUnsafe(ref taken);
                (left / block.Choose(tile, i, n, m)).StoreUnsafe(ref taken);
            }

            (ofFirst / block.FirstCount).CopyTo(first[(tile * LabelBlock.Lanes)..]);
            (ofSecond / block.SecondCount).CopyTo(second[(tile * LabelBlock.Lanes)..]);
        }
    }

    /// <summary>What the jackknife gives for one pair of near-duplicates.</summary>
    public double SmallestVariance(double value, int members) => 8.0 * (members - 2) / ((double)members * members * (members - 1));

    /// <summary>Near-duplicates in the set of each labelling, and how many each member takes along, [tile, sample, lane].</summary>
    private void Count64(ReadOnlySpan<ulong> sets, LabelBlock block, Span<double> duplicates, Span<double> taken)
    {
        duplicates.Clear();
        for (var member = 0; member < Count; member++)
        {
            // A word holds a sample's place in all labellings: three operations a neighbour tell which have one, and which have more.
            ulong some = 0, several = 0;
            foreach (var neighbour in neighbours[member])
            {
                several |= some & sets[neighbour];
                some |= sets[neighbour];
            }

            some &= sets[member];
            for (var left = some; left != 0; left &= left - 1)
            {
                var labelling = BitOperations.TrailingZeroCount(left);
                duplicates[labelling]++;
                Take(member, labelling, taken);
            }

            foreach (var neighbour in neighbours[member])
            {
                for (var left = some & ~several & sets[neighbour]; left != 0; left &= left - 1)
                    Take(neighbour, BitOperations.TrailingZeroCount(left), taken);
            }
        }

        void Take(int sample, int labelling, Span<double> taken) =>
            taken[block.Place(labelling / LabelBlock.Lanes, sample) + (labelling % LabelBlock.Lanes)]++;
    }

    private double Compute(ReadOnlySpan<int> members, Span<double> values)
    {
        var isMember = new bool[Count];
        foreach (var member in members)
            isMember[member] = true;

        // A member counts; it takes along those whose only near-duplicate it is.
        var taken = new int[Count];
        var duplicates = 0;
        foreach (var member in members)
        {
            int count = 0, last = -1;
            foreach (var neighbour in neighbours[member])
            {
                if (isMember[neighbour])
                    (count, last) = (count + 1, neighbour);
            }

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
        return (double)duplicates / members.Length;
    }
}
