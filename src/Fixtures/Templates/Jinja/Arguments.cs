namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>What a function, filter, test or macro is called with.</summary>
internal sealed record Arguments(IReadOnlyList<object?> Positional, IReadOnlyDictionary<string, object?> Named)
{
    public static readonly Arguments None = new([], new Dictionary<string, object?>());

    public int Count => Positional.Count + Named.Count;

    /// <summary>The argument at a place (-1: only by name) or of a name; what to take otherwise.</summary>
    public object? Get(int index, string name, object? absent = null) =>
        index >= 0 && index < Positional.Count ? Positional[index] : Named.GetValueOrDefault(name, absent);

    public string Text(int index, string name) => Get(index, name) is string text
        ? text
        : throw new TemplateFault($"give a string as '{name}'", Values.Describe(Get(index, name)));

    public string? TextOrNull(int index, string name) => Get(index, name) is null ? null : Text(index, name);

    public long Whole(int index, string name, long absent) => Get(index, name, absent) is long number
        ? number
        : throw new TemplateFault($"give a whole number as '{name}'", Values.Describe(Get(index, name)));
}
