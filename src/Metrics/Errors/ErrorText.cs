using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DiversityBench.Metrics.Errors;

/// <summary>
/// The text of an error, in the one shape that all errors have: a sentence
/// <c>Expected {subject} to {expectation} because {reason}, but found {finding}.</c>, then <c>Key: value</c> lines, the
/// last of them <c>Next step: …</c>. Control characters of hostile input (line breaks, ANSI escapes) are shown as
/// <c>\uXXXX</c>, so one line of the text is one line on the screen.
/// </summary>
/// <param name="Subject">What the error is about, for example <c>the key $.defaults.seed</c>.</param>
/// <param name="Expectation">A verb phrase: <c>be a number from 0 to 10</c>.</param>
/// <param name="Reason">Why that is expected, a clause.</param>
/// <param name="Finding">What was found instead.</param>
/// <param name="NextStep">What to do about it, an imperative sentence without a full stop.</param>
public sealed record ErrorText(string Subject, string Expectation, string Reason, string Finding, string NextStep)
{
    private const int LongestValue = 2000;

    /// <summary>The lines between the sentence and the next step, in order.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Details { get; private init; } = [];

    /// <summary>Adds a line.</summary>
    /// <param name="key">For example <c>File</c>, <c>Line</c>, <c>Models</c>.</param>
    /// <param name="value">Its value; a line without a value (null) is left out.</param>
    public ErrorText With(string key, string? value) =>
        value is null ? this : this with { Details = Details.Add(KeyValuePair.Create(key, value)) };

    /// <summary>Adds a line with a number, formatted independently of the culture.</summary>
    public ErrorText With(string key, long value) => With(key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a line with names separated by commas; <c>none</c> when there are none.</summary>
    public ErrorText With(string key, IEnumerable<string> names)
    {
        var joined = string.Join(", ", names);
        return With(key, joined.Length == 0 ? "none" : joined);
    }

    /// <summary>The whole text, lines separated by a line feed, no line feed at the end.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append("Expected ").Append(Shown(Subject)).Append(" to ").Append(Shown(Expectation))
            .Append(" because ").Append(Shown(Reason)).Append(", but found ").Append(Shown(Finding)).Append('.');
        foreach (var (key, value) in Details)
            text.Append('\n').Append(Shown(key)).Append(": ").Append(Shown(value));
        return text.Append("\nNext step: ").Append(Shown(NextStep)).Append('.').ToString();
    }

    private static string Shown(string value)
    {
        var shown = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            if (IsHarmless(rune))
                shown.Append(rune);
            else
                shown.Append("\\u").Append(rune.Value.ToString("X4", CultureInfo.InvariantCulture));
            if (shown.Length >= LongestValue)
                return shown.Append("… (").Append(value.Length.ToString(CultureInfo.InvariantCulture)).Append(" characters)").ToString();
        }

        return shown.ToString();
    }

    // Format characters include the bidirectional marks, which can make a path read as another one.
    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
