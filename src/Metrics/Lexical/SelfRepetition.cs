namespace DiversityBench.Metrics.Lexical;

/// <summary>
/// How much texts repeat each other's phrases (Salkar et al. 2022): mean over texts of ln(1 + sum over the text's 4-grams of
/// the number of other texts that hold it), in nats; 0 if nothing repeats.
/// </summary>
public static class SelfRepetition
{
    private const int Order = 4;

    /// <summary>Counts. Undefined with fewer than two texts, if all are empty, or if none has four tokens.</summary>
    /// <param name="corpus">Numbered texts.</param>
    public static Measured<double> InNats(TokenCorpus corpus)
    {
        if (corpus.Fault is { } fault)
            return fault;
        if (corpus.Count == 1)
            return new Undefined("one sample");
        var grams = NGrams.Of(corpus, Order);
        if (grams.Total == 0)
            return new Undefined("no 4-gram in any text");

        var texts = new int[grams.Distinct];
        var lastSeen = new int[grams.Distinct];
        for (var i = 0; i < grams.Count; i++)
        {
            foreach (var gram in grams[i])
            {
                if (lastSeen[gram] != i + 1)
                    (lastSeen[gram], texts[gram]) = (i + 1, texts[gram] + 1);
            }
        }

        double sum = 0;
        for (var i = 0; i < grams.Count; i++)
        {
            long repeated = 0;
            foreach (var gram in grams[i])
                repeated += texts[gram] - 1;
            sum += NearOne.Log1p(repeated);
        }

        return sum / grams.Count;
    }
}
