using System.Runtime.Intrinsics;

namespace DiversityBench.Metrics.Sets;

/// <summary>Labels of the pooled samples as dense numbers from 0, in order of first appearance.</summary>
internal static class Labels
{
    public static (int[] Ids, int Distinct) Number<T>(IReadOnlyList<T> labels)
        where T : notnull
    {
        var ids = new int[labels.Count];
        var known = new Dictionary<T, int>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (labels[i] is not { } label)
            {
                throw new ArgumentException(
                    $"""
                    Expected label {i} to be present because a set metric has no place for missing answers, but found null.
                    Next step: leave samples that could not be parsed out of the pool and report the valid-output rate.
                    """,
                    nameof(labels));
            }

            if (!known.TryGetValue(label, out var id))
                known.Add(label, id = known.Count);
            ids[i] = id;
        }

        return (ids, known.Count);
    }

    /// <summary>How often each label occurs among the members; returns the number of labels that do.</summary>
    public static int Tally(ReadOnlySpan<int> ids, ReadOnlySpan<int> members, Span<int> counts)
    {
        counts.Clear();
        var present = 0;
        foreach (var member in members)
        {
            if (counts[ids[member]]++ == 0)
                present++;
        }

        return present;
    }

    /// <summary>How often each label occurs in the first sets of a tile's labellings, [label, lane], and among all members, [label].</summary>
    public static void Tally(ReadOnlySpan<int> ids, LabelBlock block, int tile, Span<double> first, Span<double> all)
    {
        first.Clear();
        all.Clear();
        for (var i = 0; i < ids.Length; i++)
        {
            all[ids[i]] += block.Members[i];
            var counts = first.Slice(ids[i] * LabelBlock.Lanes, LabelBlock.Lanes);
            (Vector512.Create<double>(counts) + block.First(tile, i)).CopyTo(counts);
        }
    }

    /// <summary>1 in the lanes in which a count is above 0, else 0.</summary>
    public static Vector512<double> Present(Vector512<double> counts) => Vector512.Min(counts, Vector512<double>.One);

    /// <summary>1 in the lanes in which a count is 1, else 0.</summary>
    public static Vector512<double> Single(Vector512<double> counts) => Vector512.Equals(counts, Vector512<double>.One) & Vector512<double>.One;
}
