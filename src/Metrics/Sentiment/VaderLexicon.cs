using System.Globalization;
using System.Text;

namespace DiversityBench.Metrics.Sentiment;

/// <summary>
/// The word valences and emoji descriptions of vaderSentiment 3.3.2 (MIT licence, Resources/LICENSE.txt), embedded unchanged. Of a word
/// that stands twice the last line wins; emoji of several code points are left out, since VADER never matches them.
/// </summary>
public sealed class VaderLexicon
{
    private static readonly Lazy<VaderLexicon> Loaded = new(Load);

    private readonly Dictionary<string, double> _valences;
    private readonly Dictionary<Rune, string> _emoji;

    private VaderLexicon(Dictionary<string, double> valences, Dictionary<Rune, string> emoji) => (_valences, _emoji) = (valences, emoji);

    /// <summary>The embedded lexicon, read once.</summary>
    public static VaderLexicon Embedded => Loaded.Value;

    /// <summary>Number of different words and emoticons.</summary>
    public int Count => _valences.Count;

    /// <summary>Number of emoji that can match: those of one code point.</summary>
    public int EmojiCount => _emoji.Count;

    internal bool Contains(string word) => _valences.ContainsKey(word);

    internal bool TryGetValence(string word, out double valence) => _valences.TryGetValue(word, out valence);

    internal string? DescriptionOf(Rune rune) => _emoji.GetValueOrDefault(rune);

    private static VaderLexicon Load()
    {
        var valences = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (word, measure) in Lines("vader_lexicon.txt"))
            valences[word] = double.Parse(measure, CultureInfo.InvariantCulture);
        var emoji = new Dictionary<Rune, string>();
        foreach (var (sequence, description) in Lines("emoji_utf8_lexicon.txt"))
        {
            if (Rune.TryGetRuneAt(sequence, 0, out var rune) && rune.Utf16SequenceLength == sequence.Length)
                emoji[rune] = description;
        }

        return new(valences, emoji);
    }

    private static IEnumerable<(string Key, string Value)> Lines(string file)
    {
        var name = $"{typeof(VaderLexicon).Namespace}.Resources.{file}";
        using var stream = typeof(VaderLexicon).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException(
                $"Expected the assembly to hold {name} because sentiment needs its lexicon, but found no such resource.\nNext step: rebuild src/Metrics with src/Metrics/Sentiment/Resources.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Trim().Split('\t');
            if (fields.Length >= 2)
                yield return (fields[0], fields[1]);
        }
    }
}
