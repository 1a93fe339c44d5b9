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
}
