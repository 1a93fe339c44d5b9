namespace DiversityBench.Metrics.Clusters;

/// <summary>Adjusted Rand index (Hubert and Arabie 1985): agreement of two divisions of the same samples; 1 if equal, about 0 by chance.</summary>
public static class AdjustedRandIndex
{
    /// <summary>Compares labels; their names do not matter. Undefined without samples and for unequal lengths.</summary>
    /// <param name="first">Label of every sample.</param>
    /// <param name="second">Label of every sample in the other division.</param>
    public static Measured<double> Of(IReadOnlyList<int> first, IReadOnlyList<int> second)
    {
        if (first.Count != second.Count)
            return new Undefined(FormattableString.Invariant($"lengths differ: {first.Count} and {second.Count}"));
        if (first.Count == 0)
            return new Undefined("no samples");
        var together = PairsWithin(first.Zip(second).CountBy(pair => pair));
        var inFirst = PairsWithin(first.CountBy(label => label));
        var inSecond = PairsWithin(second.CountBy(label => label));
        var all = Pairs(first.Count);
        // Equal divisions, among them those without a pair to disagree on.
        if (together == inFirst && together == inSecond)
            return 1;
        var expected = inFirst * inSecond / all;
        return (together - expected) / ((inFirst + inSecond) / 2 - expected);
    }

    private static double PairsWithin<TKey>(IEnumerable<KeyValuePair<TKey, int>> sizes) => sizes.Sum(size => Pairs(size.Value));

    private static double Pairs(int count) => count * (count - 1.0) / 2;
}
