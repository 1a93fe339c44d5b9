using System.Collections.Frozen;
using System.Globalization;

namespace DiversityBench.Metrics.Personas;

/// <summary>Splits a written full name into first and last name.</summary>
public static class PersonNames
{
    private const int MostWords = 7;
    private static readonly char[] Marks = ['"', '“', '”', '(', ')', '[', ']'];

    private static readonly FrozenSet<string> Titles = new[]
    {
        "dr", "mr", "mrs", "ms", "mx", "miss", "prof", "professor", "sir", "dame", "lady", "lord", "rev", "reverend", "capt", "captain", "señor", "señora", "herr", "frau"
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Suffixes = new[]
    {
        "jr", "sr", "ii", "iii", "iv", "phd", "ph.d", "md", "m.d", "esq", "dds", "mba", "cpa", "rn"
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Particles = new[]
    {
        "van", "von", "der", "den", "de", "del", "dela", "della", "di", "da", "do", "dos", "das", "du", "la", "las", "le", "los", "el", "al", "bin", "ibn", "ben", "bint", "ter", "ten", "zu", "y"
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// First word as first name; from the first particle, or the last word, as last name. Titles, suffixes and nicknames in quotes or
    /// brackets are dropped; "Lopez, Maria" is turned round. ("Dr. Anna van der Berg, Jr." gives Anna, van der Berg.) Both null where the
    /// text is no name: digits, more than seven words, no letters. The last name is null where there is one word.
    /// </summary>
    public static (string? First, string? Last) Split(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !Suffixes.Contains(part.TrimEnd('.'))).Select(Words).Where(words => words.Count > 0).ToList();
        if (parts.Count == 0)
            return (null, null);
        // "Lopez, Maria": only a short second part that is itself a name.
        var turned = parts.Count == 2 && parts[0].Count <= 2 && parts[1].Count <= 2 && parts[1].All(IsNameWord) && !Genders.Find(string.Join(' ', parts[1])).HasValue
            && Nationalities.Find(string.Join(' ', parts[1])) is null;
        var words = turned ? [.. parts[1], .. parts[0]] : parts[0];
        if (words.Count > MostWords || !words.All(IsNameWord))
            return (null, null);
        var start = words.FindIndex(1, Particles.Contains);
        if (start < 0 || start == words.Count - 1)
            start = words.Count - 1;
        return (Cased(words[0]), words.Count == 1 ? null : string.Join(' ', words.Skip(start).Select(Cased)));
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var depth = 0;
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var marked = word.IndexOfAny(Marks) >= 0;
            // A title leads, a suffix follows: Md Rahman keeps his name.
            if (depth == 0 && !marked && !(words.Count == 0 ? Titles : Suffixes).Contains(word.TrimEnd('.')))
                words.Add(word.TrimEnd('.', ';'));
            // A nickname may span several words: "Bob the Great".
            if (marked && word.Count(c => Marks.Contains(c)) == 1)
                depth = 1 - depth;
        }

        return words;
    }

    private static bool IsNameWord(string word)
        => word.Length > 0 && char.IsLetter(word[0])
        && word.All(c => char.IsLetter(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark || c is '\'' or '’' or '-' or '.');

    /// <summary>MARIA and maria become Maria; mixed case (MacLeod, al-Rashid) and particles stay.</summary>
    private static string Cased(string word)
    {
        if (Particles.Contains(word) || word.Length == 1)
            return word;
        var upper = word.All(c => !char.IsLetter(c) || char.IsUpper(c));
        var lower = word.All(c => !char.IsLetter(c) || char.IsLower(c));
        return upper || lower ? char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant() : word;
    }
}
