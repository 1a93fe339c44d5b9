namespace DiversityBench.Fixtures.Settings;

/// <summary>Finds what somebody probably meant to write.</summary>
internal static class NearestName
{
    /// <summary>
    /// The candidate with the fewest edits (insert, delete, replace, swap of neighbours; case ignored), the first of
    /// several; null when every candidate differs in more than half of the letters.
    /// </summary>
    public static string? Of(string written, IEnumerable<string> candidates)
    {
        var nearest = candidates
            .Select(candidate => (Candidate: candidate, Edits: Edits(written.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(found => found.Edits)
            .FirstOrDefault();
        return nearest.Candidate is not null && 2 * nearest.Edits <= Math.Max(written.Length, nearest.Candidate.Length)
            ? nearest.Candidate
            : null;
    }

    // Optimal string alignment: rows of the edit table, the last three kept.
    private static int Edits(string a, string b)
    {
        if (a.Length > 200)
            return a.Length;
        var (beforePrevious, previous) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray());
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replace, Math.Min(previous[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], beforePrevious[j - 2] + 1);
            }

            (beforePrevious, previous) = (previous, row);
        }

        return previous[b.Length];
    }
}
