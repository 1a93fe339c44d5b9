using System.Text;
using DiversityBench.Metrics.Lexical;

namespace DiversityBench.Metrics.Sentiment;

/// <summary>A text as VADER reads it: emoji replaced by words, words freed of punctuation, and which of them shout.</summary>
internal sealed class VaderText
{
    private const int LongestEmoticon = 2;

    public VaderText(string raw, VaderLexicon lexicon)
    {
        Text = WithoutEmoji(raw, lexicon);
        Words = [.. T1Tokenizer.Split(Text).Select(StripPunctuation)];
        Lower = [.. Words.Select(T1Tokenizer.Lower)];
        Shouted = [.. Words.Select(IsUpper)];
        var shouted = Shouted.Count(upper => upper);
        SomeShouted = shouted > 0 && shouted < Words.Length;
    }

    public string Text { get; }

    public string[] Words { get; }

    public string[] Lower { get; }

    public bool[] Shouted { get; }

    /// <summary>Whether some words, but not all, are in capitals: only then do capitals emphasise.</summary>
    public bool SomeShouted { get; }

    // A blank is put before a description unless one is there; none is put after it.
    private static string WithoutEmoji(string raw, VaderLexicon lexicon)
    {
        var text = new StringBuilder(raw.Length);
        var afterBlank = true;
        for (var i = 0; i < raw.Length;)
        {
            var length = 1;
            string? description = null;
            if (Rune.TryGetRuneAt(raw, i, out var rune))
            {
                length = rune.Utf16SequenceLength;
                description = lexicon.DescriptionOf(rune);
            }

            if (description is null)
            {
                text.Append(raw, i, length);
                afterBlank = raw[i] == ' ';
            }
            else
            {
                if (!afterBlank)
                    text.Append(' ');
                text.Append(description);
                afterBlank = false;
            }

            i += length;
        }

        return text.ToString();
    }

    // What is left of an emoticon is at most two characters: it keeps its punctuation.
    private static string StripPunctuation(string token)
    {
        int start = 0, end = token.Length;
        while (start < end && IsPunctuation(token[start]))
            start++;
        while (end > start && IsPunctuation(token[end - 1]))
            end--;
        var characters = 0;
        foreach (var _ in token.AsSpan(start, end - start).EnumerateRunes())
            characters++;
        return characters <= LongestEmoticon ? token : token[start..end];
    }

    private static bool IsPunctuation(char c) => char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c));

    private static bool IsUpper(string word)
    {
        var cased = false;
        foreach (var rune in word.EnumerateRunes())
        {
            if (UnicodeCase.IsLower(rune) || UnicodeCase.IsTitle(rune))
                return false;
            cased |= UnicodeCase.IsUpper(rune);
        }

        return cased;
    }
}
