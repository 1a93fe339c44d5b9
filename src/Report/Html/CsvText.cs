using System.Globalization;

namespace DiversityBench.Report.Html;

/// <summary>Numbers behind a plot as CSV (RFC 4180), LF line ends.</summary>
internal static class CsvText
{
    /// <summary>A heading and its rows; numbers in full precision, missing ones empty.</summary>
    public static string Of(string heading, IEnumerable<object?[]> rows) => string.Join('\n', rows.Select(row => string.Join(',', row.Select(Cell))).Prepend(heading)) + "\n";

    // A text that begins like a formula is one to a spreadsheet; a quote before it is not.
    private static string Cell(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString()!),
    };

    private static string Quoted(string text)
    {
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal))
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
