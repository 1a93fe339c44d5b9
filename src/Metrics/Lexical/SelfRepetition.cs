namespace DiversityBench.Metrics.Lexical;

/// <summary>
/// How much texts repeat each other's phrases (Salkar et al. 2022): mean over texts of ln(1 + sum over the text's 4-grams of
/// the number of other texts that hold it), in nats; 0 if nothing repeats.
/// </summary>
public static class SelfRepetition
{
    internal const int Order = 4;

    /// <summary>Counts. Undefined with fewer than two texts, if all are empty, or if none has four tokens.</summary>
    /// <param name="corpus">Numbered texts.</param>
    public static Measured<double> InNats(TokenCorpus corpus)
    {
        if (corpus.Fault is { } fault)
            return fault;
        return InNats(NGrams.Of(corpus, Order), [.. Enumerable.Range(0, corpus.Count)]);
    }

    /// <summary>Counts among the chosen texts. Undefined with fewer than two, or if none has four tokens.</summary>
    /// <param name="grams">The 4-grams of a corpus.</param>
    /// <param name="members">Indices of the texts.</param>
    public static Measured<double> InNats(NGrams grams, ReadOnlySpan<int> members)
    {
        if (members.Length < 2)
            return new Undefined(members.Length == 0 ? "no samples" : "one sample");
        var texts = new int[grams.Distinct];
        var lastSeen = new int[grams.Distinct];
        var any = false;
        for (var i = 0; i < members.Length; i++)
        {
            foreach (var gram in grams[members[i]])
            {
                any = true;
                if (lastSeen[gram] != i + 1)
                    (lastSeen[gram], texts[gram]) = (i + 1, texts[gram] + 1);
            }
        }

        if (!any)
            return new Undefined("no 4-gram in any text");
        double sum = 0;
        foreach (var member in members)
        {
            long repeated = 0;
            foreach (var gram in grams[member])
                repeated += texts[gram] - 1;
            sum += NearOne.Log1p(repeated);
        }

        return sum / members.Length;
    }
}
