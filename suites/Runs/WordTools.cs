using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Sentiment;

namespace DiversityBench.Suites.Runs;

/// <summary>Tools for texts whose model tokens are not known: they are cut after words, which single blanks then part.</summary>
internal sealed record WordTools(Func<IReadOnlyList<string>, IReadOnlyList<ReadOnlyMemory<float>>> Embed, VaderAnalyzer Sentiment, OnceByTexts Once)
    : TextTools(UsualVocabulary, Embed, Sentiment, Once)
{
    /// <summary>That of GPT-2, for files that do not say which vocabulary their model has.</summary>
    private const int UsualVocabulary = 50257;

    /// <summary>Length in words.</summary>
    public override int Length(Sample sample) => LengthOf(sample);

    /// <inheritdoc/>
    public override string Cut(Sample sample, int length) => CutAfterWords(sample, length);

    /// <summary>Words of what was generated.</summary>
    public static int LengthOf(Sample sample) => T1Tokenizer.Split(sample.Generation.Text).Count;

    /// <summary>The visible text with the first words of what was generated.</summary>
    public static string CutAfterWords(Sample sample, int length) => sample.Text[..^sample.Generation.Text.Length] + Cut(sample.Generation.Text, length);

    /// <summary>The first words of a text, parted by single blanks.</summary>
    public static string Cut(string text, int length) => string.Join(' ', CommonLength.Cut(T1Tokenizer.Split(text), length));
}
