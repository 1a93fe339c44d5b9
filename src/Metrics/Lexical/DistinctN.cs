using System.Globalization;

namespace DiversityBench.Metrics.Lexical;

/// <summary>Different n-grams over all n-grams, pooled over texts (Li et al. 2016), and the form that allows for length.</summary>
/// <param name="Order">n.</param>
/// <param name="Unique">Number of different n-grams.</param>
/// <param name="Total">Number of n-grams, at least 1.</param>
public sealed record DistinctN(int Order, int Unique, long Total)
{
    /// <summary>unique / total, above 0 … 1. It falls with length alone: compare at a common length, or use <see cref="Ead"/>.</summary>
    public double Distinct => (double)Unique / Total;

    /// <summary>Counts. Undefined without samples, for empty texts, and where no text has n tokens.</summary>
    /// <param name="corpus">Numbered texts.</param>
    /// <param name="order">n, at least 1.</param>
    public static Measured<DistinctN> Of(TokenCorpus corpus, int order) => corpus.Fault is { } fault ? fault : Of(NGrams.Of(corpus, order));

    /// <summary>Counts. Undefined where there is no n-gram.</summary>
    /// <param name="grams">The n-grams of a corpus.</param>
    public static Measured<DistinctN> Of(NGrams grams) => Of(grams.Order, grams.Distinct, grams.Total);

    /// <summary>Counts the n-grams of the chosen texts. Undefined where there is none.</summary>
    /// <param name="grams">The n-grams of a corpus.</param>
    /// <param name="members">Indices of the texts.</param>
    public static Measured<DistinctN> Of(NGrams grams, ReadOnlySpan<int> members)
    {
        var seen = new bool[grams.Distinct];
        var total = 0L;
        foreach (var member in members)
        {
            total += grams[member].Length;
            foreach (var gram in grams[member])
                seen[gram] = true;
        }

        return Of(grams.Order, seen.AsSpan().Count(true), total);
    }

    /// <summary>
    /// Expectation-adjusted distinct (Liu et al. 2022): U / (V (1 - ((V-1)/V)^C)), unique n-grams over the number expected of C
    /// uniform draws from V. Above 1 where V is smaller than the n-grams' real variety. Undefined for V below 2.
    /// </summary>
    /// <param name="vocabularySize">V, e.g. the tokenizer's.</param>
    public Measured<double> Ead(int vocabularySize) => vocabularySize >= 2
        ? Unique / (vocabularySize * -NearOne.Expm1(Total * NearOne.Log1p(-1.0 / vocabularySize)))
        : new Undefined("vocabulary size must be at least 2");

    private static Measured<DistinctN> Of(int order, int unique, long total) => total > 0
        ? new DistinctN(order, unique, total)
        : new Undefined(string.Create(CultureInfo.InvariantCulture, $"no {order}-gram in any text"));
}
