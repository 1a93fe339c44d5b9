using DiversityBench.Metrics.Sets;

namespace DiversityBench.Metrics.Lexical;

/// <summary>
/// Lexical figures of sets of one prompt's pooled texts, as set metrics. Words and n-grams are numbered once. All of them move with the
/// length of the texts and their number: cut texts to <see cref="CommonLength"/>, and compare sets of one size.
/// </summary>
public sealed class LexicalSets
{
    private const int Orders = 4;
    private readonly string[] _joined;
    private readonly IReadOnlyList<NGrams> _grams;

    /// <summary>Takes the pooled texts.</summary>
    /// <param name="texts">[texts][tokens], cut or whole.</param>
    /// <param name="vocabularySize">V of the expectation-adjusted distinct.</param>
    public LexicalSets(IReadOnlyList<IReadOnlyList<string>> texts, int vocabularySize)
    {
        _joined = [.. texts.Select(text => string.Join(' ', text))];
        _grams = NGrams.UpTo(TokenCorpus.FromTokens(texts), Orders);
        AdjustedDistinct2 = new RecomputedMetric(texts.Count, 1, m => DistinctN.Of(_grams[1], m).Then(d => d.Ead(vocabularySize)).OrNull(), "EAD");
        SelfBleu4 = new RecomputedMetric(texts.Count, 2, m => SelfBleu.Of(_grams, m).Select(b => b.Mean).OrNull(), "self-BLEU");
        Compression = new RecomputedMetric(texts.Count, 1, m => CompressionRatio.Of(Chosen(m)).Select(c => c.Ratio).OrNull(), "compression");
    }

    /// <summary>EAD of bigrams, <see cref="DistinctN.Ead"/>; lower where wording repeats.</summary>
    public ISetMetric AdjustedDistinct2 { get; }

    /// <summary>Mean self-BLEU-4, 0 … 1; higher where wording repeats.</summary>
    public ISetMetric SelfBleu4 { get; }

    /// <summary>Compression ratio of the texts in the order of the members, tokens joined by one space; higher where wording repeats.</summary>
    public ISetMetric Compression { get; }

    private string[] Chosen(ReadOnlySpan<int> members)
    {
        var chosen = new string[members.Length];
        for (var i = 0; i < chosen.Length; i++)
            chosen[i] = _joined[members[i]];
        return chosen;
    }
}
