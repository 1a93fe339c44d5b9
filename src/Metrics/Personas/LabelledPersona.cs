using System.Text;
using System.Text.RegularExpressions;

namespace DiversityBench.Metrics.Personas;

/// <summary>
/// Reads labelled lines: plain cards, markdown lists, bold labels, headings, numbered lists, tables, several fields on a line.
/// </summary>
internal static partial class LabelledPersona
{
    private const int LongestOtherLabel = 30;

    /// <summary>Reads the text. <paramref name="rest"/> receives what stands under no label, in reading order.</summary>
    public static RawPersona Read(string text, out string rest)
    {
        var raw = new RawPersona();
        var loose = new StringBuilder();
        var afterFields = new StringBuilder();
        var current = FieldLabel.None;
        var taken = false;
        var blank = false;
        List<FieldLabel>? columns = null;
        foreach (var line in text.EnumerateLines())
        {
            if (line.Length == 0)
            {
                blank = true;
                continue;
            }

            if (line.StartsWith('|') || (columns is not null && line.Contains('|')))
            {
                ReadRow(line, raw, ref columns);
                (current, taken) = (FieldLabel.None, false);
                continue;
            }

            columns = null;
            if (Rule().IsMatch(line))
            {
                (current, taken) = (FieldLabel.None, false);
                continue;
            }

            if (Label(line, current) is var (label, value) && label != FieldLabel.None)
            {
                foreach (var (field, part) in Parts(label, value))
                    (current, taken) = (field, raw.Add(field, part));
            }
            else if (taken && current == FieldLabel.Review && !(blank && Closing().IsMatch(line)))
            {
                raw.Append(current, Bullet().Replace(line, ""));
            }
            else if (taken && current is not (FieldLabel.Head or FieldLabel.Other) && raw[current] is "")
            {
                raw.Append(current, Bullet().Replace(line, ""));
            }
            else if (!Closing().IsMatch(line))
            {
                current = current == FieldLabel.Review ? FieldLabel.None : current;
                loose.Append(line).Append('\n');
                if (raw.Described >= 2 && raw.Count <= 1)
                    afterFields.Append(line).Append('\n');
            }

            blank = false;
        }

        // Cards whose review bears no label: "Rating: 5" and then the text.
        if (raw.Described >= 2 && afterFields.Length > 0)
            raw.Infer(FieldLabel.Review, afterFields.ToString());
        rest = loose.ToString();
        return raw;
    }

    /// <summary>Distinct fields of a persona card whose labels stand at the beginning of lines.</summary>
    public static int CountFields(string text)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in text.EnumerateLines())
        {
            if (line.Length > 0 && Colon().Match(Bullet().Replace(line, "")) is { Success: true } match && FieldLabels.IsOfCard(match.Groups["label"].Value))
                seen.Add(match.Groups["label"].Value);
        }

        return seen.Count;
    }

    /// <summary>The label at the beginning of a line with the value after it.</summary>
    private static (FieldLabel Label, string Value) Label(string line, FieldLabel current)
    {
        line = Bullet().Replace(line, "");
        foreach (var form in (ReadOnlySpan<Regex>)[Bold(), Colon(), Dash(), Alone()])
        {
            if (form.Match(line) is not { Success: true } match)
                continue;
            var label = FieldLabels.Find(match.Groups["label"].Value);
            if (label != FieldLabel.None)
                return (label, line[match.Length..]);
        }

        // "Favourite colour: blue" is a field of the card; inside a review it is a part of the review.
        return current is not (FieldLabel.None or FieldLabel.Review) && Colon().Match(line) is { Success: true } other && other.Groups["label"].Length <= LongestOtherLabel
            ? (FieldLabel.Other, line[other.Length..]) : default;
    }

    /// <summary>A value that holds further labelled fields, "Maria, Age: 34, Gender: Female", in its parts.</summary>
    private static IEnumerable<(FieldLabel Label, string Value)> Parts(FieldLabel label, string value)
    {
        var start = 0;
        foreach (Match match in Inner().Matches(value))
        {
            var next = FieldLabels.Find(match.Groups["label"].Value);
            if (next is FieldLabel.None or FieldLabel.Head || match.Index < start)
                continue;
            yield return (label, value[start..match.Index]);
            (label, start) = (next, match.Index + match.Length);
        }

        yield return (label, value[start..]);
    }

    private static void ReadRow(string line, RawPersona raw, ref List<FieldLabel>? columns)
    {
        var cells = line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries);
        if (cells.All(cell => cell.All(c => c is '-' or ':' or ' ')))
            return;
        var labels = cells.Select(cell => FieldLabels.Find(cell)).ToList();
        if (columns is not null)
        {
            foreach (var (label, cell) in columns.Zip(cells))
            {
                if (label != FieldLabel.None)
                    raw.Add(label, cell);
            }
        }
        else if (labels.Count(label => label != FieldLabel.None) >= 2)
        {
            columns = labels;
        }
        else if (cells.Length == 2 && labels[0] != FieldLabel.None)
        {
            raw.Add(labels[0], cells[1]);
        }
    }

    /// <summary>Lines without surrounding blanks, code fences left out.</summary>
    private static IEnumerable<string> EnumerateLines(this string text)
        => text.Split('\n').Select(line => line.Trim().TrimStart('\u200E', '\u200F', '\uFEFF')).Where(line => !line.StartsWith("```", StringComparison.Ordinal));

    // Bullets, numbers, headings, quotes and emoji before the words.
    [GeneratedRegex(@"^(?:[-+•●▪◦–—>#\s]+|\*(?!\*)\s*|\(?[0-9]{1,3}[.)]\s+|[\p{So}\p{Cs}\uFE0F\u200D]+\s*)+")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^\*\*(?<label>[^*\n:：]{1,48})\s*[:：]?\s*\*\*\s*[:：]?\s*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"^[{""'_*\s]*(?<label>\p{L}[^:：=\n""]{0,47}?)[""'_*]*\s*[:：=]+[\s*_]*")]
    private static partial Regex Colon();

    [GeneratedRegex(@"^(?<label>\p{L}[\p{L} ]{0,30}?)(?:\s+[-–—]\s+|\t\s*)")]
    private static partial Regex Dash();

    [GeneratedRegex(@"^[*_]*(?<label>\p{Lu}[\p{L} ]{0,30})[*_]*$")]
    private static partial Regex Alone();

    [GeneratedRegex(@"(?:[,;|•·]|[.!?""]\s|\s\s|\s[-–—]\s|\s/\s)[\s*_""'{]{0,8}(?<label>\p{L}[\p{L} _]{1,24}?)[*_""']*\s*[:=][\s*_]*")]
    private static partial Regex Inner();

    [GeneratedRegex(@"^(?:[-_*=~]\s?){3,}$")]
    private static partial Regex Rule();

    // What an assistant says after its answer.
    [GeneratedRegex(@"^\W*(?:I hope this|Hope this|Let me know|Feel free|Please note|Would you like|Is there anything|Here (?:is|are)|Here['’]s|Sure|Certainly|Of course)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Closing();
}
