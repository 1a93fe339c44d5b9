namespace DiversityBench.Metrics.Lexical;

/// <summary>
/// The length at which arms are compared: length alone moves every lexical metric, so all texts are cut to the floor of the
/// smallest median token count of the arms.
/// </summary>
public static class CommonLength
{
    /// <summary>The common length in tokens, at least 1. Undefined for an arm without samples, and where a median is below 1.</summary>
    /// <param name="arms">[arms][samples] token counts.</param>
    public static Measured<int> InTokens(params IReadOnlyList<IReadOnlyList<int>> arms)
    {
        if (arms.Count == 0 || arms.Any(arm => arm.Count == 0))
            return new Undefined("no samples");
        var length = (int)arms.Min(Median);
        return length > 0 ? length : new Undefined("the shortest median length is 0");
    }

    /// <summary>Tokens of one text, cut to a length; a shorter text stays.</summary>
    /// <param name="tokens">[tokens].</param>
    /// <param name="length">Tokens to keep.</param>
    public static IReadOnlyList<string> Cut(IReadOnlyList<string> tokens, int length) =>
        tokens.Count <= length ? tokens : tokens.Take(length).ToArray();

    private static double Median(IReadOnlyList<int> counts)
    {
        var sorted = counts.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;
    }
}
