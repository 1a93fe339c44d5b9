using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace DiversityBench.Fixtures.Settings;

/// <summary>Which keys of an object go with which value of one of them.</summary>
/// <param name="Name">The key that decides.</param>
/// <param name="All">One entry a value.</param>
internal sealed record Variants(string Name, ImmutableArray<Variant> All)
{
    public Variant? Of(Node node) => All.FirstOrDefault(variant => variant.Value == node[Name]?.Text);

    public JsonArray Schema() => new([.. All.Select(variant => variant.Schema(Name))]);
}

/// <summary>The keys that go with one value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Required">Keys that must be there.</param>
/// <param name="Refused">Keys that may not be there.</param>
internal sealed record Variant(string Value, ImmutableArray<string> Required, ImmutableArray<string> Refused)
{
    public JsonNode Schema(string name)
    {
        var schema = new JsonObject { ["properties"] = new JsonObject { [name] = new JsonObject { ["enum"] = new JsonArray(Value) } } };
        if (!Required.IsEmpty)
            schema["required"] = Names(Required);
        if (!Refused.IsEmpty)
            schema["not"] = new JsonObject { ["anyOf"] = new JsonArray([.. Refused.Select(key => new JsonObject { ["required"] = Names([key]) })]) };
        return schema;
    }

    private static JsonArray Names(ImmutableArray<string> names) => new([.. names.Select(name => (JsonNode)name)]);
}
