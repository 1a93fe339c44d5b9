using DiversityBench.Metrics.Lexical;

namespace DiversityBench.Suites.Runs;

/// <summary>Texts whose model tokens are not known, or not those of the other model, are cut after words, which single blanks then part.</summary>
internal static class Words
{
    /// <summary>Length in words.</summary>
    public static int LengthOf(string text) => T1Tokenizer.Split(text).Count;

    /// <summary>The first words of a text, parted by single blanks.</summary>
    public static string Cut(string text, int length) => string.Join(' ', CommonLength.Cut(T1Tokenizer.Split(text), length));
}
