using DiversityBench.Metrics.Errors;
using DiversityBench.Metrics.Sentiment;

namespace DiversityBench.Suites.Runs;

/// <summary>What turns texts into numbers, made once a run.</summary>
/// <param name="VocabularySize">V of the expectation-adjusted distinct n-grams.</param>
/// <param name="HasOneVocabulary">Whether both models number the same tokens alike; if not, texts are cut after words.</param>
/// <param name="Embed">Unit sentence embeddings of texts, in their order.</param>
/// <param name="Sentiment">VADER.</param>
/// <param name="Once">What takes long and depends on an arm's texts alone.</param>
internal record TextTools(
    int VocabularySize, bool HasOneVocabulary, Func<IReadOnlyList<string>, IReadOnlyList<ReadOnlyMemory<float>>> Embed, VaderAnalyzer Sentiment, OnceByTexts Once)
{
    /// <summary>Length of a sample in the units that <see cref="Cut"/> cuts: tokens, or words.</summary>
    public int Length(Sample sample) => HasOneVocabulary ? Tokens(sample).Count : Words.LengthOf(sample.Generation.Text);

    /// <summary>The visible text with so many units of what was generated.</summary>
    public string Cut(Sample sample, int length)
        => sample.Text[..^sample.Generation.Text.Length] + (HasOneVocabulary ? Tokens(sample).First(length) : Words.Cut(sample.Generation.Text, length));

    private static ITokenizedText Tokens(Sample sample) => sample.Tokens ?? throw new BenchException(new ErrorText(
            "a recorded answer", "have the log-probabilities of its tokens", "models.json names its vocabulary", "none",
            "Record them for every answer, or leave out vocabulary, so that texts are cut after words")
        .With("Sample", sample.Generation.SampleIndex));
}
