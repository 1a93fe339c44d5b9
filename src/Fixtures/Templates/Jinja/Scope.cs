namespace DiversityBench.Fixtures.Templates.Jinja;

/// <summary>Variables; what is not found here is looked for outside.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);

    public void Set(string name, object? value) => _variables[name] = value;

    public object? Get(string name) =>
        _variables.TryGetValue(name, out var value) ? value : outer is null ? new Undefined(name) : outer.Get(name);
}
