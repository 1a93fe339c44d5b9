using DiversityBench.Metrics;
using DiversityBench.Metrics.Sets;

namespace DiversityBench.Verification.Statistics;

/// <summary>One-sided permutation tests of any statistic, raw: they ask whether the arms are exchangeable, not whether one figure is equal.</summary>
public static class PermutationTest
{
    private const double RelativeTolerance = 1e-12;

    /// <summary>All splits of n + m pooled samples into n and m; the observed split, 0 … n - 1 first, is one of them.</summary>
    public static Measured<PermutationResult> Exact(int n, int m, SplitStatistic statistic)
    {
        if (Flaw(n, m) is { } flaw)
            return new Undefined(flaw);
        int[] pool = [.. Enumerable.Range(0, n + m)];
        var observed = statistic(pool.AsSpan(0, n), pool.AsSpan(n));
        if (double.IsNaN(observed))
            return new Undefined("the statistic is not defined for the observed labels");
        int[] chosen = [.. Enumerable.Range(0, n)];
        var rest = new int[m];
        long splits = 0, extreme = 0;
        do
        {
            FillRest(chosen, rest);
            splits++;
            if (IsExtreme(statistic(chosen, rest), observed))
                extreme++;
        }
        while (Next(chosen, n + m));

        return new PermutationResult((double)extreme / splits, extreme, splits, true);
    }

    /// <summary>Random relabellings: p = (1 + as large) / (1 + relabellings).</summary>
    public static Measured<PermutationResult> Seeded(int n, int m, SplitStatistic statistic, int permutations, ulong seed)
    {
        if (Flaw(n, m) is { } flaw)
            return new Undefined(flaw);
        int[] pool = [.. Enumerable.Range(0, n + m)];
        var observed = statistic(pool.AsSpan(0, n), pool.AsSpan(n));
        if (double.IsNaN(observed))
            return new Undefined("the statistic is not defined for the observed labels");
        var extreme = 0;
        for (var b = 0; b < permutations; b++)
        {
            int[] labelling = [.. pool];
            new RandomStream(seed, (ulong)b).Choose(labelling, n);
            if (IsExtreme(statistic(labelling.AsSpan(0, n), labelling.AsSpan(n)), observed))
                extreme++;
        }

        return new PermutationResult((1.0 + extreme) / (1.0 + permutations), extreme, permutations, false);
    }

    /// <summary>Random relabellings of the difference of means, x - y.</summary>
    public static Measured<PermutationResult> OfMeans(double[] x, double[] y, int permutations = 9999, ulong seed = 1)
    {
        if (Sample.Flaw(x, y) is { } flaw)
            return new Undefined(flaw);
        var mean = new MeanOfScalars([.. x, .. y]);
        return Seeded(x.Length, y.Length, (first, second) => mean.Value(first)!.Value - mean.Value(second)!.Value, permutations, seed);
    }

    // Equal statistics summed in another order differ by rounding.
    internal static bool IsExtreme(double statistic, double observed) => !(statistic < observed - (RelativeTolerance * Math.Abs(observed)));

    private static string? Flaw(int n, int m)
    {
        if (n == 0 || m == 0)
            return n == m ? "no samples" : $"no samples in {(n == 0 ? "x" : "y")}";
        return n == 1 && m == 1 ? "one sample per arm" : null;
    }

    private static void FillRest(int[] chosen, int[] rest)
    {
        int c = 0, r = 0;
        for (var i = 0; i < chosen.Length + rest.Length; i++)
        {
            if (c < chosen.Length && chosen[c] == i)
                c++;
            else
                rest[r++] = i;
        }
    }

    private static bool Next(int[] chosen, int count)
    {
        var i = chosen.Length - 1;
        while (i >= 0 && chosen[i] == count - chosen.Length + i)
            i--;
        if (i < 0)
            return false;
        chosen[i]++;
        for (var j = i + 1; j < chosen.Length; j++)
            chosen[j] = chosen[j - 1] + 1;
        return true;
    }
}
