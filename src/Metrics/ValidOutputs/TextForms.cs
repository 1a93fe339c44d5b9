using System.Text.RegularExpressions;
using DiversityBench.Metrics.Personas;

namespace DiversityBench.Metrics.ValidOutputs;

/// <summary>Tells the forms of text apart by their layout, not by their words, as far as that goes.</summary>
internal static partial class TextForms
{
    /// <summary>Characters that are read: the form shows early, and time stays bounded.</summary>
    public const int MostCharacters = 20_000;

    private const int FewestFields = 2;
    private const int FewestLabels = 4;
    private const int FewestItems = 3;
    private const int FewestVerses = 3;
    private const int LongestVerse = 60;

    /// <summary>The form of the text; the first that fits in the order labelled fields, code, letter, list, verse.</summary>
    public static TextForm Of(string text)
    {
        if (LabelledPersona.CountFields(text) >= FewestFields)
            return TextForm.LabelledFields;
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var labelled = lines.Count(line => Label().IsMatch(line));
        if (labelled >= FewestLabels && labelled * 2 > lines.Length)
            return TextForm.LabelledFields;
        if (CodeLine().IsMatch(text))
            return TextForm.Code;
        if (Salutation().IsMatch(text) || Valediction().IsMatch(text))
            return TextForm.Letter;
        var items = lines.Count(line => Item().IsMatch(line));
        if (items >= FewestItems && items * 2 > lines.Length)
            return TextForm.List;
        var verses = lines.Count(line => line.Length <= LongestVerse && !line.EndsWith(':') && Speech().Count(line) == 0);
        return verses >= FewestVerses && verses > lines.Length * 0.7 ? TextForm.Verse : TextForm.Prose;
    }

    /// <summary>Whether the text declines to answer.</summary>
    public static bool Refuses(string text) => Refusal().IsMatch(text.Length <= 300 ? text : text[..300]);

    private const RegexOptions Lines = RegexOptions.Multiline | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^\W{0,8}\p{Lu}[\p{L} ]{0,24}\W{0,3}:", Lines)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?:[-+•●▪◦–*]|[0-9]{1,3}[.)])\s")]
    private static partial Regex Item();

    [GeneratedRegex(@"^[ \t]*(?:def \w+\(|class \w+[:({]|import \w+$|from \w+ import |#include\b|function \w+\(|return [\w.]+[ (\[*+;]|public (?:static|class|void)\b|(?:var|let|const) \w+ =|```(?:python|js|javascript|java|c|cpp|csharp)\b)", Lines)]
    private static partial Regex CodeLine();

    [GeneratedRegex(@"\A\s*(?:(?:My dear|Dear|Hello|Hi)\s[^\n.!?]{1,40},[ \t]*(?:\n|\z)|To whom it may concern)")]
    private static partial Regex Salutation();

    [GeneratedRegex(@"^[ \t]*(?:Yours(?: (?:truly|sincerely|faithfully))?|(?:Best|Kind|Warm) (?:wishes|regards)|With love|Sincerely|Love),?[ \t]*$", Lines)]
    private static partial Regex Valediction();

    // Dialogue in short lines is no verse.
    [GeneratedRegex(@"[""“”]")]
    private static partial Regex Speech();

    [GeneratedRegex(@"\b(?:I['’]m sorry|I am sorry|sorry|I apologi[sz]e|unfortunately)\b[^.\n]{0,60}\b(?:can['’]t|cannot|can not|unable|not able|don['’]t have)\b|\bas an AI\b|\bI(?:['’]m| am) (?:just )?an? (?:AI|language model)\b|\A\W*I (?:can['’]t|cannot|am unable to|am not able to)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Refusal();
}
