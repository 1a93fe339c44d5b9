using System.Text.RegularExpressions;

namespace DiversityBench.Metrics.Verse;

/// <summary>Whether lines of English verse rhyme: perfect rhymes by their sound.</summary>
public static partial class Rhyme
{
    /// <summary>
    /// Whether two lines end in different words of one rime: equal from the last stressed vowel on. Of a word with several pronunciations one is
    /// enough. A word that the dictionary lacks is compared by its letters from its last group of vowels on, a silent e left aside.
    /// </summary>
    /// <returns>False for lines without a word, and for lines that end in the same word: that is repetition.</returns>
    public static bool Joins(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (one, other) = (LastWord(first), LastWord(second));
        if (one.Length == 0 || other.Length == 0 || one == other)
            return false;
        var (rimes, others) = (RimeDictionary.Embedded.Of(one), RimeDictionary.Embedded.Of(other));
        return rimes.Count > 0 && others.Count > 0 ? rimes.Intersect(others).Any() : SpelledRime(one).Length > 1 && SpelledRime(one) == SpelledRime(other);
    }

    /// <summary>The last word of a line in lower case, of a hyphenated one the last part; empty if there is none.</summary>
    private static string LastWord(string line)
    {
        var tail = line.Length <= 200 ? line : line[^200..];
        return tail.Replace('’', '\'').ToLowerInvariant() is var text && Words().Matches(text) is { Count: > 0 } words ? words[^1].Value : "";
    }

    private static string SpelledRime(string word) => Ending().Match(word).Value;

    [GeneratedRegex(@"[\p{L}]+(?:'\p{L}+)*")]
    private static partial Regex Words();

    // The final e of "bone" is silent, that of "be" is the vowel.
    [GeneratedRegex(@"[aeiouy]+[^aeiouy]+e\z|[aeiouy]+[^aeiouy]*\z")]
    private static partial Regex Ending();
}
