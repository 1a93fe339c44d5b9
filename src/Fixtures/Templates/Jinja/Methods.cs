namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>Methods of strings and mappings, as Python's.</summary>
internal static class Methods
{
    public const string Supported =
        "strip, lstrip, rstrip, split, splitlines, startswith, endswith, upper, lower, title, capitalize, replace, join, find, count; items, keys, values, get";

    public static Callable? Find(object? owner, string name) => owner switch
    {
        string text => OfString(text, name),
        Mapping mapping => OfMapping(mapping, name),
        _ => null,
    };

    public static string Strip(string text, string? characters, bool left = true, bool right = true)
    {
        var set = characters?.ToCharArray();
        var stripped = left ? text.TrimStart(set) : text;
        return right ? stripped.TrimEnd(set) : stripped;
    }

    public static string Capitalize(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();

    /// <summary>Every run of letters with a capital.</summary>
    public static string Title(string text) => string.Create(text.Length, text, static (into, from) =>
    {
        for (var i = 0; i < from.Length; i++)
            into[i] = i > 0 && char.IsLetter(from[i - 1]) ? char.ToLowerInvariant(from[i]) : char.ToUpperInvariant(from[i]);
    });

    public static string Replace(string text, Arguments arguments)
    {
        var (old, by, left) = (arguments.Text(0, "old"), arguments.Text(1, "new"), arguments.Whole(2, "count", -1));
        if (old.Length == 0)
            throw new TemplateFault("replace something", "the empty string");
        if (left < 0)
            return text.Replace(old, by, StringComparison.Ordinal);
        for (var at = text.IndexOf(old, StringComparison.Ordinal); at >= 0 && left-- > 0; at = text.IndexOf(old, at + by.Length, StringComparison.Ordinal))
            text = string.Concat(text.AsSpan(0, at), by, text.AsSpan(at + old.Length));
        return text;
    }

    private static Callable? OfString(string text, string name) => name switch
    {
        "strip" => arguments => Strip(text, arguments.TextOrNull(0, "chars")),
        "lstrip" => arguments => Strip(text, arguments.TextOrNull(0, "chars"), right: false),
        "rstrip" => arguments => Strip(text, arguments.TextOrNull(0, "chars"), left: false),
        "split" => arguments => Split(text, arguments.TextOrNull(0, "sep"), arguments.Whole(1, "maxsplit", -1)),
        "splitlines" => _ => text.Length == 0 ? new List<object?>() : Strip(text, "\n", left: false).Split('\n').ToList<object?>(),
        "startswith" => arguments => text.StartsWith(arguments.Text(0, "prefix"), StringComparison.Ordinal),
        "endswith" => arguments => text.EndsWith(arguments.Text(0, "suffix"), StringComparison.Ordinal),
        "upper" => _ => text.ToUpperInvariant(),
        "lower" => _ => text.ToLowerInvariant(),
        "title" => _ => Title(text),
        "capitalize" => _ => Capitalize(text),
        "replace" => arguments => Replace(text, arguments),
        "join" => arguments => string.Join(text, Values.Items(arguments.Get(0, "iterable")).Select(Values.Text)),
        "find" => arguments => (long)text.IndexOf(arguments.Text(0, "sub"), StringComparison.Ordinal),
        "count" => arguments => (long)(text.Split(arguments.Text(0, "sub")).Length - 1),
        _ => null,
    };

    private static Callable? OfMapping(Mapping mapping, string name) => name switch
    {
        "items" => _ => Pairs(mapping),
        "keys" => _ => mapping.Keys.ToList<object?>(),
        "values" => _ => mapping.Values.ToList(),
        "get" => arguments => mapping.TryGetValue(arguments.Text(0, "key"), out var value) ? value : arguments.Get(1, "default"),
        _ => null,
    };

    public static List<object?> Pairs(Mapping mapping) => [.. mapping.Select(pair => new List<object?> { pair.Key, pair.Value })];

    private static List<object?> Split(string text, string? separator, long most)
    {
        if (separator?.Length == 0)
            throw new TemplateFault("split at something", "the empty string");
        var count = most < 0 ? int.MaxValue : (int)Math.Min(most + 1, int.MaxValue);
        return separator is not null
            ? [.. text.Split(separator, count)]
            : most < 0
                ? [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)]
                : throw new TemplateFault("split at a separator when the number of parts is limited", "none");
    }
}
