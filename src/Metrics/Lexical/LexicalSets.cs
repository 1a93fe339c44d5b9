using DiversityBench.Metrics.Sets;

namespace DiversityBench.Metrics.Lexical;

/// <summary>
/// Lexical figures of sets of one prompt's pooled texts, as set metrics. Words and n-grams are numbered once. All of them move with the
/// length of the texts and their number: cut texts to <see cref="CommonLength"/>, and compare sets of one size.
/// </summary>
public sealed class LexicalSets
{
    /// <summary>Largest n of <see cref="Distinct"/>.</summary>
    public const int HighestOrder = 5;

    private readonly string[] _joined;
    private readonly IReadOnlyList<NGrams> _grams;

    /// <summary>Takes the pooled texts.</summary>
    /// <param name="texts">[texts][tokens], cut or whole.</param>
    /// <param name="vocabularySize">V of the expectation-adjusted distinct.</param>
    public LexicalSets(IReadOnlyList<IReadOnlyList<string>> texts, int vocabularySize)
    {
        _joined = [.. texts.Select(text => string.Join(' ', text))];
        _grams = NGrams.UpTo(TokenCorpus.FromTokens(texts), HighestOrder);
        AdjustedDistinct2 = new RecomputedMetric(texts.Count, 1, m => DistinctN.Of(_grams[1], m).Then(d => d.Ead(vocabularySize)).OrNull(), "EAD");
        SelfBleu4 = new RecomputedMetric(texts.Count, 2, m => SelfBleu.Of(_grams, m).Select(b => b.Mean).OrNull(), "self-BLEU");
        Compression = new RecomputedMetric(texts.Count, 1, m => CompressionRatio.Of(Chosen(m)).Select(c => c.Ratio).OrNull(), "compression");
        Distinct = [.. _grams.Select(grams => new RecomputedMetric(texts.Count, 1, m => DistinctN.Of(grams, m).Select(d => d.Distinct).OrNull(), "distinct-n"))];
        Repetition = new RecomputedMetric(texts.Count, 2, m => SelfRepetition.InNats(_grams[SelfRepetition.Order - 1], m).OrNull(), "self-repetition");
    }

    /// <summary>EAD of bigrams, <see cref="DistinctN.Ead"/>; lower where wording repeats.</summary>
    public ISetMetric AdjustedDistinct2 { get; }

    /// <summary>Mean self-BLEU-4, 0 … 1; higher where wording repeats.</summary>
    public ISetMetric SelfBleu4 { get; }

    /// <summary>Compression ratio of the texts in the order of the members, tokens joined by one space; higher where wording repeats.</summary>
    public ISetMetric Compression { get; }

    /// <summary>Distinct-n for n = 1 … 5, <see cref="DistinctN.Distinct"/>; lower where wording repeats.</summary>
    public IReadOnlyList<ISetMetric> Distinct { get; }

    /// <summary>Self-repetition in nats, <see cref="SelfRepetition"/>; higher where phrases repeat.</summary>
    public ISetMetric Repetition { get; }

    private string[] Chosen(ReadOnlySpan<int> members)
    {
        var chosen = new string[members.Length];
        for (var i = 0; i < chosen.Length; i++)
            chosen[i] = _joined[members[i]];
        return chosen;
    }
}
