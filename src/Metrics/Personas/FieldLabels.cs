using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace DiversityBench.Metrics.Personas;

/// <summary>Knows the labels under which models write the fields of a persona.</summary>
internal static partial class FieldLabels
{
    private const int Longest = 48;

    private static readonly FrozenDictionary<string, FieldLabel> Known = new Dictionary<string, FieldLabel>
    {
        ["name"] = FieldLabel.Name,
        ["full name"] = FieldLabel.Name,
        ["first name"] = FieldLabel.FirstName,
        ["given name"] = FieldLabel.FirstName,
        ["forename"] = FieldLabel.FirstName,
        ["last name"] = FieldLabel.LastName,
        ["surname"] = FieldLabel.LastName,
        ["family name"] = FieldLabel.LastName,
        ["age"] = FieldLabel.Age,
        ["gender"] = FieldLabel.Gender,
        ["sex"] = FieldLabel.Gender,
        ["gender identity"] = FieldLabel.Gender,
        ["pronouns"] = FieldLabel.Gender,
        ["nationality"] = FieldLabel.Nationality,
        ["country"] = FieldLabel.Nationality,
        ["country of origin"] = FieldLabel.Nationality,
        ["citizenship"] = FieldLabel.Nationality,
        ["occupation"] = FieldLabel.Occupation,
        ["job"] = FieldLabel.Occupation,
        ["job title"] = FieldLabel.Occupation,
        ["profession"] = FieldLabel.Occupation,
        ["career"] = FieldLabel.Occupation,
        ["product"] = FieldLabel.Product,
        ["product name"] = FieldLabel.Product,
        ["product purchased"] = FieldLabel.Product,
        ["product reviewed"] = FieldLabel.Product,
        ["item"] = FieldLabel.Product,
        ["rating"] = FieldLabel.Rating,
        ["stars"] = FieldLabel.Rating,
        ["score"] = FieldLabel.Rating,
        ["review"] = FieldLabel.Review,
        ["review text"] = FieldLabel.Review,
        ["text"] = FieldLabel.Review,
        ["comment"] = FieldLabel.Review,
        ["feedback"] = FieldLabel.Review,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Others = new[]
    {
        "income", "annual income", "salary", "personality", "personality traits", "traits", "education", "location", "city", "residence", "address", "background", "hobbies",
        "interests", "hobbies and interests", "marital status", "family", "family status", "email", "phone", "goals", "needs", "motivations", "pain points", "challenges",
        "bio", "biography", "about", "ethnicity", "race", "religion", "language", "languages", "height", "quote", "values", "lifestyle", "shopping habits", "date", "date of birth",
        "birthdate", "born", "hometown", "description", "title", "review title", "headline", "id", "device", "brand", "price", "conclusion", "note",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The field that a label announces, <see cref="FieldLabel.None"/> if it is not a known one.</summary>
    /// <param name="label">The label as written, marks and case included, without its colon.</param>
    /// <param name="parent">Label of what contains it, as in JSON: {"review": {"text": …}}.</param>
    public static FieldLabel Find(string label, string parent = "")
    {
        if (label.Length > Longest)
            return FieldLabel.None;
        var key = Normal(label);
        var owner = parent.Length == 0 ? "" : Normal(parent);
        if (owner is "product" or "item" && key is "name" or "title")
            return FieldLabel.Product;
        if (owner is "review" or "product review" && key is "content" or "body" or "message")
            return FieldLabel.Review;
        var head = Head().IsMatch(key);
        key = Owner().Replace(key, "");
        if (Known.TryGetValue(key, out var found))
            return found;
        if (Others.Contains(key))
            return FieldLabel.Other;
        if (head)
            return FieldLabel.Head;
        if (key.EndsWith(" rating", StringComparison.Ordinal))
            return FieldLabel.Rating;
        return key.EndsWith(" review", StringComparison.Ordinal) || key.StartsWith("review of ", StringComparison.Ordinal) || key.StartsWith("review for ", StringComparison.Ordinal)
            ? FieldLabel.Review : FieldLabel.None;
    }

    /// <summary>Whether the label is one of a persona card: a field that is read, income or personality.</summary>
    public static bool IsOfCard(string label)
        => Find(label) is >= FieldLabel.Name and <= FieldLabel.Review || Normal(label) is "income" or "personality" or "personality traits";

    /// <summary>"**Full_Name** (legal)" and "fullName" become "full name".</summary>
    private static string Normal(string label)
    {
        var words = CamelCase().Replace(label, "$1 $2");
        words = Brackets().Replace(words, " ");
        return Space().Replace(Marks().Replace(words, " "), " ").Trim().ToLowerInvariant();
    }

    [GeneratedRegex(@"([\p{Ll}])([\p{Lu}])")]
    private static partial Regex CamelCase();

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]")]
    private static partial Regex Brackets();

    // Everything but letters, digits and apostrophes, so emoji and markdown too.
    [GeneratedRegex(@"[^\p{L}\p{Nd}'’]+")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"^(?:(?:customer|buyer|user|fictional) )?(?:persona|profile)\b|^(?:fictional )?customer(?: \d{1,4})?$")]
    private static partial Regex Head();

    [GeneratedRegex(@"^(?:(?:customer|persona|reviewer|user|buyer|person|character)(?:['’]s)?|his|her|their|my|the|overall) (?=\p{L})")]
    private static partial Regex Owner();
}
