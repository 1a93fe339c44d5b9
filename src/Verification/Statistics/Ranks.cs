namespace DiversityBench.Verification.Statistics;

/// <summary>Ranks from 1, ties sharing their mean rank.</summary>
internal static class Ranks
{
    public static double[] Of(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        int[] place = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, place);
        var ranks = new double[sorted.Length];
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            to = from + 1;
            while (to < sorted.Length && sorted[to] == sorted[from])
                to++;
            for (var i = from; i < to; i++)
                ranks[place[i]] = (from + 1 + to) / 2.0;
        }

        return ranks;
    }
}
