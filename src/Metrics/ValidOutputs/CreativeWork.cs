using System.Globalization;
using System.Text.RegularExpressions;
using DiversityBench.Metrics.Syntax;
using DiversityBench.Metrics.Verse;

namespace DiversityBench.Metrics.ValidOutputs;

/// <summary>What is asked of stories, poems and code beyond their form: a story ends, a poem rhymes, code parses.</summary>
internal static partial class CreativeWork
{
    private const int FewestLines = 4;
    private const double SmallestShare = 0.5;

    /// <summary>What keeps a text from being a story that ends; null if nothing does.</summary>
    /// <param name="text">The story.</param>
    /// <param name="isComplete">Whether the model came to an end by itself.</param>
    public static string? FaultOfStory(string text, bool isComplete)
    {
        if (!isComplete)
            return "it was cut off before its end";
        return SentenceFinal().IsMatch(text.AsSpan().TrimEnd()) ? null : "it stops within a sentence";
    }

    /// <summary>What keeps verse from being a poem that rhymes; null if nothing does. The last line of one that was cut off does not count.</summary>
    public static string? FaultOfPoem(string text, bool isComplete)
    {
        var lines = text.TrimEnd().Split('\n', StringSplitOptions.TrimEntries);
        var stanzas = Stanzas(isComplete ? lines : lines[..^1]);
        var count = stanzas.Where(stanza => stanza.Count > 1).Sum(stanza => stanza.Count);
        if (count < FewestLines)
            return string.Create(CultureInfo.InvariantCulture, $"it has {count} lines, fewer than {FewestLines}");
        var scheme = RhymeScheme.Best(stanzas);
        return scheme.Share >= SmallestShare
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{scheme.Rhyming} of {scheme.Pairs} pairs of lines rhyme by {scheme.Name}, fewer than half");
    }

    /// <summary>What keeps a text from holding a Python function that parses; null if nothing does.</summary>
    public static string? FaultOfPython(string text, bool isComplete)
    {
        var code = PythonAnswer.Of(text);
        if (code.Text.Length == 0)
            return "it holds no function";
        if (code.ReachesEnd && !isComplete)
            return "its function was cut off";
        var module = PythonModule.Parse(code.Text);
        return module.IsDefined ? null : $"it does not parse: {module.Reason}";
    }

    private static List<IReadOnlyList<string>> Stanzas(IEnumerable<string> lines)
    {
        List<IReadOnlyList<string>> stanzas = [];
        List<string> current = [];
        foreach (var line in lines.Append(""))
        {
            if (line.Length > 0)
            {
                current.Add(line);
                continue;
            }

            if (current.Count > 0)
                stanzas.Add(current);
            current = [];
        }

        return stanzas;
    }

    [GeneratedRegex(@"[.!?…。！？][""”’')\]*_]*\z")]
    private static partial Regex SentenceFinal();
}
