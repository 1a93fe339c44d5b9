using System.Collections.Concurrent;
using System.Globalization;

namespace DiversityBench.Suites.Runs;

/// <summary>
/// What was computed from lists of texts, once a run for each list: protocols, controls and rungs look at the same arm again and again. Safe
/// for concurrent use.
/// </summary>
internal sealed class OnceByTexts
{
    private readonly ConcurrentDictionary<(string Work, string Texts), Lazy<object?>> _made = [];

    /// <summary>What a piece of work makes of texts; made by the first who asks.</summary>
    /// <param name="work">Name of the work, one for each type of outcome.</param>
    /// <param name="texts">Texts; their order counts.</param>
    /// <param name="make">Does the work, from the texts alone.</param>
    public T Of<T>(string work, IReadOnlyList<string> texts, Func<T> make)
        => (T)_made.GetOrAdd((work, Key(texts)), _ => new Lazy<object?>(() => make())).Value!;

    /// <summary>Forgets everything; what is asked for again is made again.</summary>
    public void Clear() => _made.Clear();

    /// <summary>Lengths part the texts: no character does, since any may be in them.</summary>
    private static string Key(IReadOnlyList<string> texts)
        => string.Concat(texts.Select(text => string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}")));
}
