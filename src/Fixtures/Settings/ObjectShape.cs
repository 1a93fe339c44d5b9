using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Settings;

/// <summary>An object with known keys; all others are errors.</summary>
internal sealed record ObjectShape(ImmutableArray<Key> Keys) : Shape
{
    /// <summary>Keys that depend on the value of one of them; null where none do.</summary>
    public Variants? Variants { get; init; }

    public override string InWords => $"an object with the keys {string.Join(", ", Keys.Select(key => key.Name))}";

    public Key? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);

    public override void Check(Node node, string meaning)
    {
        if (node.Kind != NodeKind.Object)
            throw Wrong(node, meaning);
        foreach (var member in node.Members)
        {
            var key = Find(member.Name) ?? throw SettingError.Unknown(
                $"the key {member.Value.Path}", member.NamePlace, member.Name, "key",
                "a misspelt key would silently have no effect", [.. Keys.Select(known => known.Name)]);
            key.Shape.Check(member.Value, key.Meaning);
        }

        var variant = Variants?.Of(node);
        if (Keys.FirstOrDefault(key => (key.IsRequired || variant?.Required.Contains(key.Name) == true) && node[key.Name] is null) is { } missing)
        {
            throw new BenchException(SettingError.Text(
                node, $"have the key {missing.Name}", $"it is {missing.Meaning}",
                node.Members.IsEmpty ? "no keys" : $"only {string.Join(", ", node.Members.Select(member => member.Name))}",
                $"Add {missing.Name}: {missing.Shape.InWords}"));
        }

        if (variant is not null && node.Members.FirstOrDefault(member => variant.Refused.Contains(member.Name)) is { } refused)
        {
            throw new BenchException(SettingError.Text(
                node, $"have no key {refused.Name}", $"it has no meaning with the {Variants!.Name} {variant.Value}", refused.Value.InWords, $"Remove {refused.Name}"));
        }
    }

    public override JsonObject Schema()
    {
        var properties = new JsonObject();
        foreach (var key in Keys)
        {
            var schema = key.Shape.Schema();
            schema.Insert(0, "description", char.ToUpperInvariant(key.Meaning[0]) + key.Meaning[1..] + ".");
            properties.Add(key.Name, schema);
        }

        var result = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        var required = Keys.Where(key => key.IsRequired).Select(key => (JsonNode)key.Name).ToArray();
        if (required.Length > 0)
            result["required"] = new JsonArray(required);
        if (Variants is not null)
            result["anyOf"] = Variants.Schema();
        return result;
    }
}
