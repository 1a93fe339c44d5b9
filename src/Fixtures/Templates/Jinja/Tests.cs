namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>What can follow <c>is</c>.</summary>
internal static class Tests
{
    public static IReadOnlyList<string> Supported { get; } =
    [
        "defined", "undefined", "none", "string", "number", "integer", "float", "boolean", "true", "false", "mapping", "sequence",
        "iterable", "equalto", "eq", "ne", "in", "odd", "even", "divisibleby",
    ];

    public static bool Holds(string name, object? value, Arguments arguments) => name switch
    {
        "defined" => value is not Undefined,
        "undefined" => value is Undefined,
        "none" => value is null,
        "string" => value is string,
        "number" => value is long or double or bool,
        "integer" => value is long,
        "float" => value is double,
        "boolean" => value is bool,
        "true" => value is true,
        "false" => value is false,
        "mapping" => value is Mapping,
        "sequence" or "iterable" => value is string or List<object?> or Mapping or Undefined,
        "equalto" or "eq" => Values.AreEqual(value, arguments.Get(0, "other")),
        "ne" => !Values.AreEqual(value, arguments.Get(0, "other")),
        "in" => Values.Contains(arguments.Get(0, "seq"), value),
        "odd" => Remainder(value, 2) == 1,
        "even" => Remainder(value, 2) == 0,
        "divisibleby" => Remainder(value, arguments.Whole(0, "num", 0)) == 0,
        _ => throw new TemplateFault($"use one of the tests {string.Join(", ", Supported)}", $"'{name}'"),
    };

    private static long Remainder(object? value, long divisor) => value is long number && divisor != 0
        ? Math.Abs(number % divisor)
        : throw new TemplateFault("divide a whole number by one other than 0", Values.Describe(value));
}
