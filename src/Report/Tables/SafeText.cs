using System.Globalization;
using System.Text;

namespace DiversityBench.Report.Tables;

/// <summary>Makes text from models, manifests and prompts fit to stand in one line of a terminal or a Markdown table.</summary>
public static class SafeText
{
    /// <summary>
    /// One line without control characters: line ends and tabs become spaces; other control, format (direction marks) and unpaired
    /// surrogate characters become their code, as in <c>\u001b</c>; long text is cut.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">Characters kept, at least 1.</param>
    public static string OneLine(string text, int maxLength = 200) => Cut(Pieces(text, keepsLines: false), maxLength);

    /// <summary>The same for a text of several lines: line ends and tabs stay.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">Characters kept, at least 1.</param>
    public static string Lines(string text, int maxLength) => Cut(Pieces(text, keepsLines: true), maxLength);

    private static string Cut(IEnumerable<string> pieces, int maxLength)
    {
        StringBuilder line = new();
        var length = 0;
        foreach (var piece in pieces)
        {
            if (length + piece.Length > maxLength)
                return line.Append('…').ToString();
            line.Append(piece);
            length += piece.Length;
        }

        return line.ToString();
    }

    /// <summary>The same, with everything that Markdown or HTML would read as markup escaped.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">Characters kept before escaping, at least 1.</param>
    public static string Markdown(string text, int maxLength = 200)
    {
        StringBuilder escaped = new();
        foreach (var c in OneLine(text, maxLength))
        {
            escaped.Append(c switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '|' or '~' or '!' or '$' => $"\\{c}",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    private static IEnumerable<string> Pieces(string text, bool keepsLines)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                var category = CharUnicodeInfo.GetUnicodeCategory(text, i);
                yield return category == UnicodeCategory.Format ? Code(c) + Code(text[i + 1]) : text.Substring(i, 2);
                i++;
                continue;
            }

            yield return keepsLines && c is ('\n' or '\t') ? c.ToString() : c is '\n' or '\r' or '\t' ? " " : IsUnsafe(c) ? Code(c) : c.ToString();
        }
    }

    private static bool IsUnsafe(char c) => CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Code(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
}
