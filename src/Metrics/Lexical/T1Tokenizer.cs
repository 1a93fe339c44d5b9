using System.Text;

namespace DiversityBench.Metrics.Lexical;

/// <summary>
/// Tokenisation T1 of all lexical metrics: lower case, then split on runs of Unicode white space; punctuation stays on the
/// words. Equal to Python's str.lower().split(), where .NET's own methods differ: U+0130 lower-cases to two
/// characters, a capital sigma at the end of a word to U+03C2, and U+001C to U+001F are white space.
/// </summary>
public static class T1Tokenizer
{
    /// <summary>The tokens of a text; none for an empty or blank one.</summary>
    /// <param name="text">Any text; lone surrogates stay as they are.</param>
    public static IReadOnlyList<string> Tokenize(string text) => Split(Lower(text));

    /// <summary>The words of a text as they are written: split as <see cref="Tokenize"/> does, not lower-cased.</summary>
    /// <param name="text">Any text.</param>
    public static IReadOnlyList<string> Split(string text)
    {
        var tokens = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var blank = i == text.Length || UnicodeCase.IsWhiteSpace(text[i]);
            if (!blank && start < 0)
                start = i;
            if (blank && start >= 0)
            {
                tokens.Add(text[start..i]);
                start = -1;
            }
        }

        return tokens;
    }

    internal static string Lower(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var lower = new StringBuilder(text.Length + 1);
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                lower.Append(text[i++]);
                continue;
            }

            if (rune.Value == 0x130)
                lower.Append("i\u0307");
            else if (rune.Value == 0x3A3)
                lower.Append(EndsWord(text, i) ? '\u03C2' : '\u03C3');
            else
                lower.Append(Rune.ToLowerInvariant(rune));
            i += rune.Utf16SequenceLength;
        }

        return lower.ToString();
    }

    // Final sigma (Unicode, table 3-17): a cased letter before and none after, characters that casing ignores left aside.
    private static bool EndsWord(string text, int sigma) =>
        Nearest(text, sigma - 1, -1) is { } before && UnicodeCase.IsCased(before)
        && !(Nearest(text, sigma + 1, 1) is { } after && UnicodeCase.IsCased(after));

    private static Rune? Nearest(string text, int index, int step)
    {
        for (; index >= 0 && index < text.Length; index += step)
        {
            var start = step < 0 && char.IsLowSurrogate(text[index]) && index > 0 ? index - 1 : index;
            if (!Rune.TryGetRuneAt(text, start, out var rune))
                return null;
            if (!UnicodeCase.IsCaseIgnorable(rune))
                return rune;
            index += step * (rune.Utf16SequenceLength - 1);
        }

        return null;
    }
}
