namespace DiversityBench.Metrics.Lexical;

/// <summary>
/// Tokenised texts with every distinct word numbered once, so that n-gram metrics work on integers. Words are equal if their
/// characters are.
/// </summary>
public sealed class TokenCorpus
{
    private readonly int[][] _texts;

    private TokenCorpus(int[][] texts, int wordCount)
    {
        (_texts, WordCount) = (texts, wordCount);
        TokenCount = texts.Sum(text => text.Length);
    }

    /// <summary>Number of texts, empty ones included.</summary>
    public int Count => _texts.Length;

    /// <summary>Number of tokens of all texts.</summary>
    public int TokenCount { get; }

    /// <summary>Word numbers in use are 0 … WordCount - 1.</summary>
    public int WordCount { get; }

    /// <summary>Numbers the words of tokenised texts.</summary>
    /// <param name="texts">[texts][tokens].</param>
    public static TokenCorpus FromTokens(IEnumerable<IReadOnlyList<string>> texts)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var numbered = new List<int[]>();
        foreach (var text in texts)
        {
            var ids = new int[text.Count];
            for (var i = 0; i < ids.Length; i++)
            {
                if (!numbers.TryGetValue(text[i], out ids[i]))
                    numbers.Add(text[i], ids[i] = numbers.Count);
            }

            numbered.Add(ids);
        }

        return new([.. numbered], numbers.Count);
    }

    /// <summary>Tokenises texts by T1 and numbers their words.</summary>
    /// <param name="texts">Raw texts.</param>
    public static TokenCorpus FromTexts(IEnumerable<string> texts) => FromTokens(texts.Select(T1Tokenizer.Tokenize));

    /// <summary>Word numbers of one text.</summary>
    /// <param name="text">Index in 0 … Count - 1.</param>
    public ReadOnlySpan<int> this[int text] => _texts[text];

    /// <summary>The same texts, each cut to its first tokens; shorter ones stay.</summary>
    /// <param name="length">Tokens to keep, 0 or more.</param>
    public TokenCorpus Cut(int length) => new(Array.ConvertAll(_texts, text => text.Length <= length ? text : text[..length]), WordCount);

    /// <summary>The chosen texts, in the order given.</summary>
    /// <param name="members">Indices in 0 … Count - 1.</param>
    public TokenCorpus Choose(ReadOnlySpan<int> members)
    {
        var chosen = new int[members.Length][];
        for (var i = 0; i < chosen.Length; i++)
            chosen[i] = _texts[members[i]];
        return new(chosen, WordCount);
    }

    /// <summary>The texts that hold at least one token.</summary>
    public TokenCorpus WithoutEmpty() => new([.. _texts.Where(text => text.Length > 0)], WordCount);

    /// <summary>Why nothing can be said of these texts, or null.</summary>
    internal Undefined? Fault => Count == 0 ? new("no samples") : TokenCount == 0 ? new("all texts are empty") : null;
}
