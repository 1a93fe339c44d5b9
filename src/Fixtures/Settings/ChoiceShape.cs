using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace DiversityBench.Fixtures.Settings;

/// <summary>One of a few texts.</summary>
internal sealed record ChoiceShape(ImmutableArray<string> Choices) : Shape
{
    public override string InWords => Choices.Length == 1 ? $"\"{Choices[0]}\"" : $"one of {string.Join(", ", Choices)}";

    public override void Check(Node node, string meaning)
    {
        if (node.Kind != NodeKind.Text)
            throw Wrong(node, meaning);
        if (!Choices.Contains(node.Text))
            throw SettingError.Unknown(node.Path, node.Place, node.Text, "value", $"it is {meaning}", Choices);
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. Choices.Select(choice => (JsonNode)choice)]),
    };

    public override Node FromText(string text, string name, Place place) => base.FromText(text.ToLowerInvariant(), name, place);
}
