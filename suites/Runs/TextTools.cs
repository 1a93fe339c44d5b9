using DiversityBench.Metrics.Sentiment;

namespace DiversityBench.Suites.Runs;

/// <summary>What turns texts into numbers, made once a run.</summary>
/// <param name="VocabularySize">V of the expectation-adjusted distinct n-grams.</param>
/// <param name="Embed">Unit sentence embeddings of texts, in their order.</param>
/// <param name="Sentiment">VADER.</param>
/// <param name="Once">What takes long and depends on an arm's texts alone.</param>
internal abstract record TextTools(int VocabularySize, Func<IReadOnlyList<string>, IReadOnlyList<ReadOnlyMemory<float>>> Embed, VaderAnalyzer Sentiment, OnceByTexts Once)
{
    /// <summary>Length of a sample in the units that <see cref="Cut"/> cuts.</summary>
    public abstract int Length(Sample sample);

    /// <summary>The visible text with so many units of what was generated.</summary>
    public abstract string Cut(Sample sample, int length);
}
