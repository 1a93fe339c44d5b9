using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DiversityBench.Fixtures.Tokenization.PreTokenization;

/// <summary>
/// A regular expression that sees code points. .NET's engine sees UTF-16 units, so that <c>\p{L}</c> misses letters beyond
/// U+FFFF; text with surrogates is therefore matched through stand-ins, one unit of the same category per code point.
/// </summary>
internal sealed class SplitPattern
{
    private readonly Regex _regex;

    public SplitPattern(string pattern) =>
        // Multiline: in Oniguruma, which these patterns are written for, ^ and $ always stand for lines.
        _regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline);

    public static SplitPattern Read(TokenizerNode node)
    {
        if (node.Find("String") is { } literal)
            return new SplitPattern(Regex.Escape(literal.Text));
        var pattern = node["Regex"];
        if (pattern.Text.Contains("&&", StringComparison.Ordinal) || pattern.Text.Any(char.IsSurrogate))
            throw pattern.Unsupported("pattern", pattern.Text, "regular expressions without set intersection and without characters beyond U+FFFF");
        try
        {
            return new SplitPattern(pattern.Text);
        }
        catch (RegexParseException error)
        {
            throw pattern.Unsupported("pattern", pattern.Text, $"regular expressions that .NET reads ({error.Message})");
        }
    }

    /// <summary>The whole text in parts, each a match or what lies between two matches, none empty.</summary>
    public List<(string Text, bool IsMatch)> Parts(string text)
    {
        var parts = new List<(string, bool)>();
        var (seen, starts) = StandIns(text);
        var done = 0;
        foreach (var match in _regex.EnumerateMatches(seen))
        {
            if (match.Length == 0)
                continue;
            var start = starts?[match.Index] ?? match.Index;
            var end = starts?[match.Index + match.Length] ?? match.Index + match.Length;
            if (start > done)
                parts.Add((text[done..start], false));
            parts.Add((text[start..end], true));
            done = end;
        }

        if (done < text.Length)
            parts.Add((text[done..], false));
        return parts;
    }

    private static (string Seen, int[]? Starts) StandIns(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return (text, null);
        var seen = new StringBuilder(text.Length);
        var starts = new List<int>(text.Length + 1);
        for (var at = 0; at < text.Length;)
        {
            starts.Add(at);
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            seen.Append(rune.IsBmp ? (char)rune.Value : StandIn(Rune.GetUnicodeCategory(rune)));
            at += length;
        }

        starts.Add(text.Length);
        return (seen.ToString(), [.. starts]);
    }

    private static char StandIn(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => '\u10A0',
        UnicodeCategory.LowercaseLetter => '\u1D00',
        UnicodeCategory.ModifierLetter => '\u02B0',
        UnicodeCategory.OtherLetter => '\u1401',
        UnicodeCategory.NonSpacingMark => '\u0300',
        UnicodeCategory.SpacingCombiningMark => '\u0903',
        UnicodeCategory.DecimalDigitNumber => '\u0966',
        UnicodeCategory.LetterNumber => '\u2160',
        UnicodeCategory.OtherNumber => '\u2460',
        UnicodeCategory.DashPunctuation => '\u2012',
        UnicodeCategory.OtherPunctuation => '\u2020',
        UnicodeCategory.MathSymbol => '\u2200',
        UnicodeCategory.CurrencySymbol => '\u20A0',
        UnicodeCategory.OtherSymbol => '\u2605',
        UnicodeCategory.Format => '\u2060',
        UnicodeCategory.PrivateUse => '\uE000',
        _ => '\u0378', // unassigned
    };
}
