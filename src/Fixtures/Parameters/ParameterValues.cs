using System.Collections.Immutable;
using DiversityBench.Fixtures.Settings;

namespace DiversityBench.Fixtures.Parameters;

/// <summary>Checked values of run parameters out of one source; parameters that the source does not set are absent.</summary>
public sealed class ParameterValues
{
    internal ParameterValues(Node values)
    {
        Values = values;
    }

    /// <summary>No parameter is set.</summary>
    public static ParameterValues None { get; } = new(new Node(NodeKind.Object, "$", new Place("nothing"), ""));

    internal Node Values { get; }

    /// <summary>Values of named texts, each read as its parameter's shape asks.</summary>
    internal static ParameterValues OfTexts(IEnumerable<KeyValuePair<string, string>> named, string source, Func<Key, string> nameOf)
    {
        var members = ImmutableArray.CreateBuilder<Member>();
        foreach (var (name, text) in named)
        {
            var place = new Place($"{source} {name}");
            var key = ParameterTable.Shape.Keys.FirstOrDefault(key => nameOf(key).Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw SettingError.Unknown(
                    $"the {source} {name}", place, name, "run parameter",
                    "a misspelt parameter would silently have no effect", [.. ParameterTable.Shape.Keys.Select(nameOf)]);
            if (members.FirstOrDefault(member => member.Name == key.Name) is { } earlier)
                throw SettingError.Twice($"the {source} {name}", "it would be unclear which value holds", name, earlier.NamePlace, place);
            var value = key.Shape.FromText(text.Trim(), name, place);
            key.Shape.Check(value, key.Meaning);
            members.Add(new Member(key.Name, place, value));
        }

        return new ParameterValues(None.Values with { Members = members.DrainToImmutable() });
    }
}
