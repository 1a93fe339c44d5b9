namespace DiversityBench.Metrics.Lexical;

/// <summary>
/// BLEU-4 of each text against all others (Zhu et al. 2018), equal weights, smoothing method 1 of Chen and Cherry 2014 (a
/// count of zero becomes 0.1): the values of nltk's sentence_bleu. Higher is less diverse. Texts of fewer than four
/// tokens score low even when repeated (one word: 0.178), so texts are compared at a common length.
/// </summary>
/// <param name="PerText">One score per text, 0 … 1; 0 for an empty text.</param>
public sealed record SelfBleu(IReadOnlyList<double> PerText)
{
    private const int HighestOrder = 4;
    private const double ZeroCount = 0.1;

    /// <summary>Mean over texts.</summary>
    public double Mean { get; } = PerText.Average();

    /// <summary>
    /// Scores all texts in time proportional to the number of n-grams. Undefined with fewer than two texts, or if all are
    /// empty. Empty texts score 0 and serve as references; leave them out with <see cref="TokenCorpus.WithoutEmpty"/>.
    /// </summary>
    /// <param name="corpus">Numbered texts.</param>
    public static Measured<SelfBleu> Of(TokenCorpus corpus)
    {
        if (corpus.Fault is { } fault)
            return fault;
        if (corpus.Count == 1)
            return new Undefined("one sample");
        var logPrecisions = new double[corpus.Count];
        var unigramMatches = new long[corpus.Count];
        foreach (var grams in NGrams.UpTo(corpus, HighestOrder))
        {
            var matches = ClippedMatches(grams);
            if (grams.Order == 1)
                unigramMatches = matches;
            for (var i = 0; i < matches.Length; i++)
                logPrecisions[i] += Math.Log((matches[i] == 0 ? ZeroCount : matches[i]) / Math.Max(1, grams[i].Length)) / HighestOrder;
        }

        var closest = ClosestOtherLengths(corpus);
        var scores = new double[corpus.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var length = corpus[i].Length;
            if (unigramMatches[i] > 0)
                scores[i] = Math.Exp((length > closest[i] ? 0 : 1 - (double)closest[i] / length) + logPrecisions[i]);
        }

        return new SelfBleu(scores);
    }

    // A text's n-gram counts at most as often as in the one other text that has it most often.
    // The two largest counts of every n-gram, and whose the largest is, answer that for all texts at once.
    private static long[] ClippedMatches(NGrams grams)
    {
        var largest = new int[grams.Distinct];
        var second = new int[grams.Distinct];
        var owner = new int[grams.Distinct];
        var inText = new int[grams.Distinct];
        for (var i = 0; i < grams.Count; i++)
        {
            foreach (var gram in grams[i])
                inText[gram]++;
            foreach (var gram in grams[i])
            {
                var count = inText[gram];
                inText[gram] = 0;
                if (count > largest[gram])
                    (second[gram], largest[gram], owner[gram]) = (largest[gram], count, i);
                else if (count > second[gram])
                    second[gram] = count;
            }
        }

        var matches = new long[grams.Count];
        for (var i = 0; i < grams.Count; i++)
        {
            foreach (var gram in grams[i])
                inText[gram]++;
            foreach (var gram in grams[i])
            {
                matches[i] += Math.Min(inText[gram], owner[gram] == i ? second[gram] : largest[gram]);
                inText[gram] = 0;
            }
        }

        return matches;
    }

    // For the brevity penalty: the other text's length nearest to a text's own, the shorter of two equally near.
    private static int[] ClosestOtherLengths(TokenCorpus corpus)
    {
        var order = Enumerable.Range(0, corpus.Count).OrderBy(i => corpus[i].Length).ToArray();
        var closest = new int[corpus.Count];
        for (var rank = 0; rank < order.Length; rank++)
        {
            var length = corpus[order[rank]].Length;
            var below = rank > 0 ? corpus[order[rank - 1]].Length : int.MinValue;
            var above = rank + 1 < order.Length ? corpus[order[rank + 1]].Length : int.MaxValue;
            closest[order[rank]] = (long)length - below <= (long)above - length ? below : above;
        }

        return closest;
    }
}
