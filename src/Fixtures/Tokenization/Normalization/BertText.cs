using System.Globalization;
using System.Text;

namespace DiversityBench.Fixtures.Tokenization.Normalization;

/// <summary>What BERT's normaliser does to text, character by character, as the Hugging Face tokenizers do it.</summary>
internal static class BertText
{
    /// <summary>Drops NUL, U+FFFD, control, format and private-use characters; every white space becomes a blank.</summary>
    public static string Clean(string text) => Map(text, (rune, into) =>
    {
        if (rune.Value is '\t' or '\n' or '\r')
            into.Append(' ');
        else if (rune.Value is 0 or 0xFFFD || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse)
            return;
        else
            into.Append(Rune.IsWhiteSpace(rune) ? " " : rune.ToString());
    });

    /// <summary>Blanks around every CJK ideograph.</summary>
    public static string SpaceIdeographs(string text) => Map(text, (rune, into) =>
        into.Append(IsIdeograph(rune.Value) ? $" {rune} " : rune.ToString()));

    /// <summary>Form D without non-spacing marks.</summary>
    public static string StripAccents(string text) => Map(CanonicalForms.Decompose(text), (rune, into) =>
    {
        if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            into.Append(rune.ToString());
    });

    /// <summary>Lower case, without regard to culture or neighbours.</summary>
    public static string Lower(string text) => Map(text, (rune, into) =>
        into.Append(rune.Value == 0x130 ? "i\u0307" : Rune.ToLowerInvariant(rune).ToString()));

    private static bool IsIdeograph(int code) => code
        is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F)
        or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);

    private static string Map(string text, Action<Rune, StringBuilder> map)
    {
        var into = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
            map(rune, into);
        return into.ToString();
    }
}
