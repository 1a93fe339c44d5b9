using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace DiversityBench.Metrics.Personas;

/// <summary>Reads running text: "Maria Lopez is a 34-year-old Mexican teacher from Puebla. …"</summary>
internal static partial class ProsePersona
{
    private const int LongestDescription = 1200;
    private static readonly FrozenSet<string> NoNames = new[]
    {
        "She", "He", "They", "The", "This", "That", "There", "A", "An", "It", "I", "We", "You", "Once", "Here", "Sure", "My", "Her", "His", "In", "As", "At", "Customer", "Persona", "What", "Who", "When"
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Fills in what the running text says and no field does.</summary>
    public static void Fill(RawPersona raw, string text)
    {
        // Who it is comes first; the review, where other people appear, later and in quotes.
        var description = text.Length <= LongestDescription ? text : text[..LongestDescription];
        var quote = Quoted().Match(text);
        if (quote.Success && quote.Index < description.Length)
            description = description[..quote.Index];
        raw.Infer(FieldLabel.Name, Name(description));
        raw.Infer(FieldLabel.Age, Ages.FindInProse(description)?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        raw.Infer(FieldLabel.Nationality, Nationalities.FindInProse(description));
        raw.Infer(FieldLabel.Gender, GenderWord().Match(description) is { Success: true } gender ? gender.Value : null);
        raw.Infer(FieldLabel.Occupation, Occupation(description));
        raw.Infer(FieldLabel.Product, Bought().Match(text) is { Success: true } bought ? bought.Groups["what"].Value : null);
        if (Ratings.FindInProse(text) is { } rating)
            raw.Infer(FieldLabel.Rating, rating.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (quote.Success)
            raw.Infer(FieldLabel.Review, quote.Groups["said"].Value);
    }

    private static string? Name(string text)
        => Introduced().Matches(text).Concat(Subject().Matches(text)).Select(match => match.Groups["name"].Value)
            .FirstOrDefault(name => !NoNames.Contains(name.Split(' ')[0]) && Nationalities.FindInProse(name.Split(' ')[0]) is null);

    private static string? Occupation(string text)
    {
        foreach (var form in (ReadOnlySpan<Regex>)[WorksAs(), YearOld(), IsA()])
        {
            foreach (Match match in form.Matches(text))
            {
                var words = match.Groups["what"].Value;
                if (Nationalities.FindInProse(words) is not null)
                    words = AfterNationality(words);
                words = Person().Replace(words, "").Trim();
                if (words.Length > 0)
                    return words;
            }
        }

        return null;
    }

    /// <summary>"Puerto Rican teacher" becomes "teacher": cuts up to the last word that is part of a nationality.</summary>
    private static string AfterNationality(string words)
    {
        var cut = words;
        while (cut.Length > 0 && Nationalities.FindInProse(cut) is not null)
        {
            var space = cut.IndexOf(' ', StringComparison.Ordinal);
            cut = space < 0 ? "" : cut[(space + 1)..];
        }

        return cut;
    }

    private const string NamePattern = @"(?<name>(?:(?:Dr|Mrs|Mr|Ms|Mx|Miss|Prof|Professor)\.?\s)?\p{Lu}[\p{L}'’-]*(?:\s(?:(?:van|von|der|den|de|del|della|di|da|dos|das|du|la|le|el|al|bin|ibn|bint|ter|ten)\s){0,3}\p{Lu}[\p{L}'’-]*\.?){0,4})";
    private const string Phrase = @"(?<what>\p{L}[\p{L}' -]{1,60}?)(?=\s+(?:from|in|who|whose|living|based|with|at|and|that|for|of\s\d)\b|\s*[,.;:(!\n]|$)";

    [GeneratedRegex(@"(?:\b(?:[Nn]ame is|I am|I['’]m|[Nn]amed|[Cc]alled|[Mm]eet|[Ii]ntroducing)\s)" + NamePattern)]
    private static partial Regex Introduced();

    [GeneratedRegex(@"(?:^|[.!?\n:]\s*)[""“*_]*" + NamePattern + @"[*_]*(?=,|\s+is\b|\s+was\b|\s+works\b|\s\(\d)")]
    private static partial Regex Subject();

    [GeneratedRegex(@"\b(?:works?|worked|working|employed)\s+as\s+(?:an?\s+|the\s+)?" + Phrase)]
    private static partial Regex WorksAs();

    [GeneratedRegex(@"(?:year[- ]old|years[- ]old,?(?:\san?)?|years of age,?(?:\san?)?)\s+" + Phrase)]
    private static partial Regex YearOld();

    [GeneratedRegex(@"\b(?:is|am|['’]m)\s+an?\s+" + Phrase)]
    private static partial Regex IsA();

    [GeneratedRegex(@"\b(?:non-?binary|female|male|woman|man|girl|boy|she|he|her|his|they/them)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GenderWord();

    [GeneratedRegex(@"\b(?:[0-9]{1,3}[- ]years?[- ]old|non-?binary|female|male|woman|man|girl|boy|lady|gentleman|person|customer|mother|father|single|married)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Person();

    [GeneratedRegex(@"\b(?:bought|purchased|ordered|reviewed|reviews|reviewing)\s+(?:an?|the|his|her|their|my|this|these)\s+(?:new\s+)?(?<what>[\p{L}\d][\p{L}\d' -]{1,50}?)(?=\s+(?:from|for|in|on|last|and|at|with|to|that|which|as|because)\b|\s*[,.;:(!\n]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Bought();

    // At least four words in double quotes; the closing mark may be cut off.
    [GeneratedRegex(@"[""“](?<said>[^""“”\s]+(?:\s+[^""“”\s]+){3,})(?:[""”]|$)")]
    private static partial Regex Quoted();
}
