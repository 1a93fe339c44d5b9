using System.Text.RegularExpressions;

namespace DiversityBench.Metrics.Verse;

/// <summary>Whether lines of English verse rhyme: perfect rhymes by their sound.</summary>
public static partial class Rhyme
{
    /// <summary>
    /// Whether two lines end in different words of one rime: equal from the last stressed vowel on. Of a word with several pronunciations one is
    /// enough. A word that the dictionary lacks rhymes with nothing: spelling tells too little (of words that end in the same letters from their
    /// last vowels on, one pair in five rhymes).
    /// </summary>
    /// <returns>False for lines without a word, and for lines that end in the same word: that is repetition.</returns>
    public static bool Joins(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (one, other) = (LastWord(first), LastWord(second));
        return one != other && RimeDictionary.Embedded.Of(one).Intersect(RimeDictionary.Embedded.Of(other)).Any();
    }

    /// <summary>The last word of a line in lower case, of a hyphenated one the last part; empty if there is none.</summary>
    private static string LastWord(string line)
    {
        var tail = line.Length <= 200 ? line : line[^200..];
        return tail.Replace('’', '\'').ToLowerInvariant() is var text && Words().Matches(text) is { Count: > 0 } words ? words[^1].Value : "";
    }

    [GeneratedRegex(@"[\p{L}]+(?:'\p{L}+)*")]
    private static partial Regex Words();
}
