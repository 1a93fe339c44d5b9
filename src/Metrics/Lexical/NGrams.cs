namespace DiversityBench.Metrics.Lexical;

/// <summary>
/// The n-grams of a corpus, taken inside each text, every distinct one numbered once. Building order n costs one dictionary
/// look-up per n-gram, since an n-gram is the pair of an (n-1)-gram and a word.
/// </summary>
public sealed class NGrams
{
    private readonly int[][] _texts;

    private NGrams(int order, int[][] texts, int distinct)
    {
        (Order, _texts, Distinct) = (order, texts, distinct);
        Total = texts.Sum(text => (long)text.Length);
    }

    /// <summary>Number of words in each n-gram.</summary>
    public int Order { get; }

    /// <summary>Number of texts.</summary>
    public int Count => _texts.Length;

    /// <summary>Number of different n-grams; numbers in use are 0 … Distinct - 1.</summary>
    public int Distinct { get; }

    /// <summary>Number of n-grams, repetitions included.</summary>
    public long Total { get; }

    /// <summary>n-gram numbers of one text in order of position; empty where the text is shorter than n.</summary>
    /// <param name="text">Index in 0 … Count - 1.</param>
    public ReadOnlySpan<int> this[int text] => _texts[text];

    /// <summary>All n-grams of one order.</summary>
    /// <param name="corpus">Numbered texts.</param>
    /// <param name="order">n, at least 1.</param>
    public static NGrams Of(TokenCorpus corpus, int order) => UpTo(corpus, order)[^1];

    /// <summary>The n-grams of orders 1 … highest.</summary>
    /// <param name="corpus">Numbered texts.</param>
    /// <param name="highest">Highest order, at least 1.</param>
    public static IReadOnlyList<NGrams> UpTo(TokenCorpus corpus, int highest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(highest, 1);
        var words = new int[corpus.Count][];
        for (var i = 0; i < words.Length; i++)
            words[i] = corpus[i].ToArray();
        var orders = new List<NGrams> { Numbered(1, Array.ConvertAll(words, text => Array.ConvertAll(text, word => (long)word))) };
        for (var order = 2; order <= highest; order++)
        {
            var shorter = orders[^1]._texts;
            var keys = new long[words.Length][];
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = new long[Math.Max(0, words[i].Length - order + 1)];
                for (var position = 0; position < keys[i].Length; position++)
                    keys[i][position] = ((long)shorter[i][position] << 32) | (uint)words[i][position + order - 1];
            }

            orders.Add(Numbered(order, keys));
        }

        return orders;
    }

    private static NGrams Numbered(int order, long[][] keys)
    {
        var numbers = new Dictionary<long, int>();
        var texts = Array.ConvertAll(keys, text => Array.ConvertAll(text, key =>
        {
            if (!numbers.TryGetValue(key, out var number))
                numbers.Add(key, number = numbers.Count);
            return number;
        }));
        return new(order, texts, numbers.Count);
    }
}
