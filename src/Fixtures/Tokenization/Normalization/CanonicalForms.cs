using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace DiversityBench.Fixtures.Tokenization.Normalization;

/// <summary>
/// Unicode normal forms C and D. The build runs without ICU (invariant globalization), where
/// <see cref="string.Normalize()"/> leaves text as it is. (Unicode Standard Annex 15.)
/// </summary>
internal static class CanonicalForms
{
    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TrailBase = 0x11A7;
    private const int Leads = 19, Vowels = 21, Trails = 28, Syllables = Leads * Vowels * Trails;

    private static readonly Lazy<Table> Data = new(Table.Load);

    /// <summary>Form D: every character taken apart, marks in canonical order.</summary>
    public static string Decompose(string text) => Ascii.IsValid(text) ? text : ToText(DecomposeRunes(text));

    /// <summary>Form C: form D put together again.</summary>
    public static string Compose(string text) => Ascii.IsValid(text) ? text : ToText(ComposeRunes(DecomposeRunes(text)));

    private static List<int> DecomposeRunes(string text)
    {
        var runes = new List<int>(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
            Append(rune.Value, runes);
        SortMarks(runes);
        return runes;
    }

    private static void Append(int code, List<int> into)
    {
        if (code - HangulBase is >= 0 and < Syllables and var syllable)
        {
            into.Add(LeadBase + (syllable / (Vowels * Trails)));
            into.Add(VowelBase + (syllable % (Vowels * Trails) / Trails));
            if (syllable % Trails != 0)
                into.Add(TrailBase + (syllable % Trails));
        }
        else if (Data.Value.Parts.TryGetValue(code, out var parts))
        {
            Append(parts.First, into);
            if (parts.Second != 0)
                Append(parts.Second, into);
        }
        else
        {
            into.Add(code);
        }
    }

    private static void SortMarks(List<int> runes)
    {
        var classes = Data.Value.Classes;
        for (var i = 1; i < runes.Count; i++)
        {
            var own = classes.GetValueOrDefault(runes[i]);
            for (var j = i; own != 0 && j > 0 && classes.GetValueOrDefault(runes[j - 1]) > own; j--)
                (runes[j], runes[j - 1]) = (runes[j - 1], runes[j]);
        }
    }

    private static List<int> ComposeRunes(List<int> runes)
    {
        var composed = new List<int>(runes.Count);
        var (starter, lastClass) = (-1, 0);
        foreach (var code in runes)
        {
            var own = Data.Value.Classes.GetValueOrDefault(code);
            var blocked = starter < composed.Count - 1 && lastClass >= own;
            if (starter >= 0 && !blocked && Pair(composed[starter], code) is { } whole)
            {
                composed[starter] = whole;
                continue;
            }

            if (own == 0)
                starter = composed.Count;
            lastClass = own;
            composed.Add(code);
        }

        return composed;
    }

    private static int? Pair(int first, int second)
    {
        if (first - LeadBase is >= 0 and < Leads and var lead && second - VowelBase is >= 0 and < Vowels and var vowel)
            return HangulBase + (((lead * Vowels) + vowel) * Trails);
        if (first - HangulBase is >= 0 and < Syllables and var syllable && syllable % Trails == 0 && second - TrailBase is > 0 and < Trails and var trail)
            return HangulBase + syllable + trail;
        return Data.Value.Wholes.TryGetValue((first, second), out var whole) ? whole : null;
    }

    private static string ToText(List<int> runes)
    {
        var text = new StringBuilder(runes.Count);
        foreach (var code in runes)
            text.Append(new Rune(code).ToString());
        return text.ToString();
    }

    private sealed record Table(
        FrozenDictionary<int, (int First, int Second)> Parts,
        FrozenDictionary<(int First, int Second), int> Wholes,
        FrozenDictionary<int, int> Classes)
    {
        public static Table Load()
        {
            var parts = new Dictionary<int, (int, int)>();
            var wholes = new Dictionary<(int, int), int>();
            var classes = new Dictionary<int, int>();
            using var stream = typeof(CanonicalForms).Assembly.GetManifestResourceStream("CanonicalForms.txt")!;
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
            {
                var fields = line.Split(['=', '!', ' ', '-', '@'], StringSplitOptions.RemoveEmptyEntries);
                if (line[0] == '@')
                {
                    for (var code = Hex(fields[1]); code <= Hex(fields[2]); code++)
                        classes[code] = int.Parse(fields[0], CultureInfo.InvariantCulture);
                }
                else if (line[0] != '#')
                {
                    var pair = (Hex(fields[1]), fields.Length > 2 ? Hex(fields[2]) : 0);
                    parts[Hex(fields[0])] = pair;
                    if (line.Contains('='))
                        wholes[pair] = Hex(fields[0]);
                }
            }

            return new Table(parts.ToFrozenDictionary(), wholes.ToFrozenDictionary(), classes.ToFrozenDictionary());
        }

        private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
