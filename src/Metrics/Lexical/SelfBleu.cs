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
        => corpus.Fault is { } fault ? fault : Of(NGrams.UpTo(corpus, HighestOrder), [.. Enumerable.Range(0, corpus.Count)]);

    /// <summary>Scores the chosen texts against each other. Undefined with fewer than two texts, or if all are empty.</summary>
    /// <param name="orders">The n-grams of orders 1 … 4 of one corpus.</param>
    /// <param name="members">Indices of the texts.</param>
    public static Measured<SelfBleu> Of(IReadOnlyList<NGrams> orders, ReadOnlySpan<int> members)
    {
        if (members.Length < 2)
            return new Undefined(members.Length == 0 ? "no samples" : "one sample");
        var lengths = new int[members.Length];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = orders[0][members[i]].Length;
        if (!lengths.AsSpan().ContainsAnyExcept(0))
            return new Undefined("all texts are empty");
        var logPrecisions = new double[members.Length];
        var unigramMatches = new long[members.Length];
        foreach (var grams in orders.Take(HighestOrder))
        {
            var matches = ClippedMatches(grams, members);
            if (grams.Order == 1)
                unigramMatches = matches;
            for (var i = 0; i < matches.Length; i++)
                logPrecisions[i] += Math.Log((matches[i] == 0 ? ZeroCount : matches[i]) / Math.Max(1, grams[members[i]].Length)) / HighestOrder;
        }

        var closest = ClosestOtherLengths(lengths);
        var scores = new double[members.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            if (unigramMatches[i] > 0)
                scores[i] = Math.Exp((lengths[i] > closest[i] ? 0 : 1 - (double)closest[i] / lengths[i]) + logPrecisions[i]);
        }

        return new SelfBleu(scores);
    }

    // A text's n-gram counts at most as often as in the one other text that has it most often.
    // The two largest counts of every n-gram, and whose the largest is, answer that for all texts at once.
    private static long[] ClippedMatches(NGrams grams, ReadOnlySpan<int> members)
    {
        var counts = new Counts[grams.Distinct];
        for (var i = 0; i < members.Length; i++)
        {
            foreach (var gram in grams[members[i]])
                counts[gram].InText++;
            foreach (var gram in grams[members[i]])
            {
                ref var count = ref counts[gram];
                if (count.InText > count.Largest)
                    (count.Second, count.Largest, count.Owner) = (count.Largest, count.InText, i);
                else if (count.InText > count.Second)
                    count.Second = count.InText;
                count.InText = 0;
            }
        }

        var matches = new long[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            foreach (var gram in grams[members[i]])
                counts[gram].InText++;
            foreach (var gram in grams[members[i]])
            {
                ref var count = ref counts[gram];
                matches[i] += Math.Min(count.InText, count.Owner == i ? count.Second : count.Largest);
                count.InText = 0;
            }
        }

        return matches;
    }

    // For the brevity penalty: the other text's length nearest to a text's own, the shorter of two equally near.
    private static int[] ClosestOtherLengths(int[] lengths)
    {
        var order = Enumerable.Range(0, lengths.Length).OrderBy(i => lengths[i]).ToArray();
        var closest = new int[lengths.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            var length = lengths[order[rank]];
            var below = rank > 0 ? lengths[order[rank - 1]] : int.MinValue;
            var above = rank + 1 < order.Length ? lengths[order[rank + 1]] : int.MaxValue;
            closest[order[rank]] = (long)length - below <= (long)above - length ? below : above;
        }

        return closest;
    }

    /// <summary>How often an n-gram stands in the text at hand, and the two largest counts over texts with the owner of the largest.</summary>
    private struct Counts
    {
        public int InText;
        public int Largest;
        public int Second;
        public int Owner;
    }
}
