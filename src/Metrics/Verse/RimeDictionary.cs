using System.IO.Compression;
using System.Text;

namespace DiversityBench.Metrics.Verse;

/// <summary>
/// What English words sound like from their last stressed vowel on: the rimes of the 118,573 words of the CMU Pronouncing Dictionary (BSD licence,
/// Resources/LICENSE.txt), American English. Resources/rimes.py made the table.
/// </summary>
public sealed class RimeDictionary
{
    private static readonly Lazy<RimeDictionary> Loaded = new(Load);

    private readonly Dictionary<string, string[]> rimes;

    private RimeDictionary(Dictionary<string, string[]> rimes) => this.rimes = rimes;

    /// <summary>The embedded dictionary, read once.</summary>
    public static RimeDictionary Embedded => Loaded.Value;

    /// <summary>Number of different words.</summary>
    public int Count => rimes.Count;

    /// <summary>The rimes of a word in any case, one for each way to pronounce it that differs there; none for an unknown word.</summary>
    public IReadOnlyList<string> Of(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return rimes.GetValueOrDefault(word.ToLowerInvariant(), []);
    }

    private static RimeDictionary Load()
    {
        const string name = "DiversityBench.Metrics.Verse.Resources.rimes.txt.gz";
        using var stream = typeof(RimeDictionary).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException(
                $"Expected the assembly to hold {name} because rhymes need their dictionary, but found no such resource.\nNext step: rebuild src/Metrics with src/Metrics/Verse/Resources.");
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress), Encoding.UTF8);
        var rimes = new Dictionary<string, string[]>(130_000, StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split('\t');
            string[] alone = [fields[0]];
            foreach (var word in fields.AsSpan(1))
                rimes[word] = rimes.TryGetValue(word, out var others) ? [.. others, fields[0]] : alone;
        }

        return new(rimes);
    }
}
