using System.Text.Json.Nodes;

namespace DiversityBench.Fixtures.Settings;

/// <summary>True or false.</summary>
internal sealed record FlagShape : Shape
{
    public override string InWords => "true or false";

    public override void Check(Node node, string meaning)
    {
        if (node.Kind != NodeKind.Flag)
            throw Wrong(node, meaning);
    }

    public override JsonObject Schema() => new() { ["type"] = "boolean" };

    /// <summary>Also accepts 1 and 0, which environment variables commonly hold.</summary>
    public override Node FromText(string text, string name, Place place) => text.ToLowerInvariant() switch
    {
        "true" or "1" => new(NodeKind.Flag, name, place, "true"),
        "false" or "0" => new(NodeKind.Flag, name, place, "false"),
        _ => new(NodeKind.Text, name, place, text),
    };
}
