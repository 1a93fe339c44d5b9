namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>What can follow <c>|</c>.</summary>
internal static class Filters
{
    public static IReadOnlyList<string> Supported { get; } =
    [
        "trim", "upper", "lower", "title", "capitalize", "length", "count", "default", "d", "tojson", "join", "replace", "first", "last", "list",
        "string", "int", "float", "items", "dictsort", "reverse", "map", "select", "reject", "selectattr", "rejectattr", "safe",
    ];

    public static object? Apply(string name, object? value, Arguments arguments) => name switch
    {
        "trim" => Methods.Strip(Values.Text(value), arguments.TextOrNull(0, "chars")),
        "upper" => Values.Text(value).ToUpperInvariant(),
        "lower" => Values.Text(value).ToLowerInvariant(),
        "title" => Methods.Title(Values.Text(value)),
        "capitalize" => Methods.Capitalize(Values.Text(value)),
        "length" or "count" => Values.Length(value),
        "default" or "d" => value is Undefined || (Values.IsTrue(arguments.Get(1, "boolean", false)) && !Values.IsTrue(value))
            ? arguments.Get(0, "default_value", "") : value,
        "tojson" => Json.Write(value, arguments.Get(-1, "indent") is long indent ? (int)indent : null),
        "join" => string.Join(arguments.TextOrNull(0, "d") ?? "", Attributes(value, arguments.TextOrNull(1, "attribute")).Select(Values.Text)),
        "replace" => Methods.Replace(Values.Text(value), arguments),
        "first" => Values.Items(value) is [var first, ..] ? first : new Undefined("first"),
        "last" => Values.Items(value) is [.., var last] ? last : new Undefined("last"),
        "list" => Values.Items(value).ToList(),
        "string" or "safe" => Values.Text(value),
        "int" => Whole(value),
        "float" => Values.Number(value) ?? (double.TryParse(Values.Text(value), System.Globalization.CultureInfo.InvariantCulture, out var parsed) ? parsed : 0.0),
        "items" => value is Mapping mapping ? Methods.Pairs(mapping) : value is Undefined ? [] : throw new TemplateFault("take the items of a mapping", Values.Describe(value)),
        "dictsort" => value is Mapping unsorted
            ? Methods.Pairs(unsorted).OrderBy(pair => ((string)((List<object?>)pair!)[0]!).ToLowerInvariant(), StringComparer.Ordinal).ToList()
            : throw new TemplateFault("sort a mapping", Values.Describe(value)),
        "reverse" => Values.Slice(value, null, null, -1L),
        "map" => Map(Values.Items(value), arguments),
        "select" => Select(value, arguments, item => item, 0, true),
        "reject" => Select(value, arguments, item => item, 0, false),
        "selectattr" => Select(value, arguments, item => Values.Item(item, arguments.Text(0, "attribute")), 1, true),
        "rejectattr" => Select(value, arguments, item => Values.Item(item, arguments.Text(0, "attribute")), 1, false),
        _ => throw new TemplateFault($"use one of the filters {string.Join(", ", Supported)}", $"'{name}'"),
    };

    private static IEnumerable<object?> Attributes(object? value, string? attribute) =>
        attribute is null ? Values.Items(value) : Values.Items(value).Select(item => Values.Item(item, attribute));

    private static List<object?> Map(List<object?> items, Arguments arguments) => arguments.Named.ContainsKey("attribute")
        ? [.. items.Select(item => Values.Item(item, arguments.Text(-1, "attribute")) is var found && found is Undefined && arguments.Named.TryGetValue("default", out var other) ? other : found)]
        : [.. items.Select(item => Apply(arguments.Text(0, "filter"), item, Rest(arguments, 1)))];

    private static List<object?> Select(object? value, Arguments arguments, Func<object?, object?> part, int test, bool wanted) =>
    [
        .. Values.Items(value).Where(item => wanted == (arguments.Positional.Count > test
            ? Tests.Holds(arguments.Text(test, "test"), part(item), Rest(arguments, test + 1))
            : Values.IsTrue(part(item)))),
    ];

    private static Arguments Rest(Arguments arguments, int from) => arguments with { Positional = [.. arguments.Positional.Skip(from)] };

    private static long Whole(object? value) => value switch
    {
        long number => number,
        double number => (long)number,
        bool flag => flag ? 1 : 0,
        string text when long.TryParse(text.Trim(), System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        _ => 0,
    };
}
