using System.Text.RegularExpressions;

namespace DiversityBench.Metrics.Personas;

/// <summary>
/// Reads the persona out of model output: labelled lines, markdown (lists, bold labels, headings, tables), JSON (fenced, in arrays, cut off)
/// and prose. Never throws; what it cannot read is missing.
/// </summary>
public static partial class PersonaParser
{
    /// <summary>Characters that are read; a persona that begins later is not an answer to the prompt.</summary>
    public const int MostCharacters = 20_000;

    private const int FewestReviewWords = 3;
    private const int MostOccupationWords = 6;
    private const int MostProductWords = 12;

    /// <summary>The first persona in the text.</summary>
    /// <param name="text">
    /// The whole visible text. Where the raw prompt supplies the opening of the card ("Name:"), put it before the generation.
    /// </param>
    public static ParsedPersona Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = (text.Length <= MostCharacters ? text : text[..MostCharacters]).ReplaceLineEndings("\n");
        if (string.IsNullOrWhiteSpace(text))
            return Nothing("the text is empty");
        var raw = JsonPersona.Read(text);
        if (raw is null)
        {
            raw = LabelledPersona.Read(text, out var rest);
            if (raw.Described < 2)
                ProsePersona.Fill(raw, rest);
        }

        if (raw.Described < 2)
            return Nothing("no persona was recognised");

        var persona = Read(raw);
        var missing = Missing(persona).ToList();
        var reasons = Reasons(persona).ToList();
        var unread = Unread(raw, persona);
        return new ParsedPersona(persona, missing, persona == new Persona() ? 0 : raw.Count, reasons.Count == 0,
            (reasons.Count > 0 ? string.Join("; ", reasons) : missing.Count == 0 ? "every field is there" : $"a persona without {string.Join(", ", missing)}")
            + (unread.Length == 0 ? "" : $"; unreadable: {unread}"));
    }

    private static ParsedPersona Nothing(string reason) => new(new Persona(), Enum.GetValues<PersonaField>(), 0, false, reason);

    private static Persona Read(RawPersona raw)
    {
        var (first, last) = PersonNames.Split(Value(raw, FieldLabel.Name) ?? Value(raw, FieldLabel.Head) ?? "");
        // Separate fields for the two names win over a full name.
        if (Value(raw, FieldLabel.FirstName) is { } given)
            first = PersonNames.Split(given).First;
        if (Value(raw, FieldLabel.LastName) is { } family)
            last = PersonNames.Split("X " + family).First is null ? null : family.Split(',')[0].TrimEnd();
        return new Persona
        {
            FirstName = first,
            LastName = last,
            Gender = Value(raw, FieldLabel.Gender) is { } gender ? Genders.Find(gender) : null,
            Age = Value(raw, FieldLabel.Age) is { } age ? Ages.Find(age) : null,
            Nationality = Value(raw, FieldLabel.Nationality) is { } nationality ? Nationalities.Find(nationality) : null,
            Occupation = Phrase(Value(raw, FieldLabel.Occupation), MostOccupationWords),
            Product = Phrase(Value(raw, FieldLabel.Product), MostProductWords),
            Rating = Value(raw, FieldLabel.Rating) is { } rating ? Ratings.Find(rating) : null,
            Review = Value(raw, FieldLabel.Review) is { } review && Word().Count(review) >= FewestReviewWords ? review : null,
        };
    }

    /// <summary>The written value without marks around it; null where it is empty or a placeholder such as [Name] or N/A.</summary>
    private static string? Value(RawPersona raw, FieldLabel label)
    {
        var value = raw[label]?.Trim().Trim('*', '_', '"', '\'', '“', '”', '`', ',', ';', ' ', '\n', '}').Trim();
        return string.IsNullOrEmpty(value) || Placeholder().IsMatch(value) ? null : value;
    }

    /// <summary>"A Marketing Manager at a bank, part-time" becomes "marketing manager".</summary>
    private static string? Phrase(string? value, int mostWords)
    {
        if (value is null)
            return null;
        var phrase = Article().Replace(Detail().Replace(value, "").Trim().TrimEnd('.'), "").Trim().ToLowerInvariant();
        return phrase.Length >= 2 && phrase.Any(char.IsLetter) && phrase.Split(' ').Length <= mostWords ? phrase : null;
    }

    private static IEnumerable<PersonaField> Missing(Persona persona)
    {
        if (persona.FirstName is null)
            yield return PersonaField.FirstName;
        if (persona.LastName is null)
            yield return PersonaField.LastName;
        if (persona.Gender is null)
            yield return PersonaField.Gender;
        if (persona.Age is null)
            yield return PersonaField.Age;
        if (persona.Nationality is null)
            yield return PersonaField.Nationality;
        if (persona.Occupation is null)
            yield return PersonaField.Occupation;
        if (persona.Product is null)
            yield return PersonaField.Product;
        if (persona.Rating is null)
            yield return PersonaField.Rating;
        if (persona.Review is null)
            yield return PersonaField.Review;
    }

    private static IEnumerable<string> Reasons(Persona persona)
    {
        if (persona.FirstName is null)
            yield return "no first name";
        if (persona.Review is null)
            yield return "no review of three words or more";
        var described = (persona.Age is null ? 0 : 1) + (persona.Gender is null ? 0 : 1) + (persona.Nationality is null ? 0 : 1) + (persona.Occupation is null ? 0 : 1);
        if (described < 3)
            yield return System.FormattableString.Invariant($"{described} of age, gender, nationality and occupation, fewer than three");
    }

    private static string Unread(RawPersona raw, Persona persona)
    {
        (FieldLabel Label, bool Read)[] fields =
        [
            (FieldLabel.Name, persona.FirstName is not null), (FieldLabel.Age, persona.Age is not null), (FieldLabel.Gender, persona.Gender is not null),
            (FieldLabel.Nationality, persona.Nationality is not null), (FieldLabel.Occupation, persona.Occupation is not null), (FieldLabel.Rating, persona.Rating is not null),
        ];
        return string.Join(", ", fields.Where(field => !field.Read && Value(raw, field.Label) is not null)
            .Select(field => $"{field.Label} '{Shortened(Value(raw, field.Label)!)}'"));
    }

    private static string Shortened(string value) => value.Length <= 40 ? value : value[..40] + "…";

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"[\p{L}\p{Nd}'’]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?:[\[<{(][^\]>})\n]*[\]>})]|n/?a|unknown|none|null|not (?:specified|given|available|provided|disclosed)|prefer not to say|anonymous|[-–—.?_\s]*)\.?$", Options)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?:[,;(\n]|\s[-–—/]\s|\s(?:at|for|with|in|from|who|working|living|based)\s).*$", Options | RegexOptions.Singleline)]
    private static partial Regex Detail();

    [GeneratedRegex(@"^(?:(?:works? as|is)\s+)?(?:an?|the)\s+", Options)]
    private static partial Regex Article();
}
