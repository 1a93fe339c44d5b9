using System.Text.Json.Nodes;

namespace DiversityBench.Fixtures.Settings;

/// <summary>A number or a text; which rule applies follows from what was written.</summary>
internal sealed record EitherShape(NumberShape Number, TextShape Text) : Shape
{
    public override string InWords => $"{Number.InWords}, or {Text.InWords}";

    public override void Check(Node node, string meaning)
    {
        if (node.Kind is not (NodeKind.Number or NodeKind.Text))
            throw Wrong(node, meaning);
        Shape rule = node.Kind == NodeKind.Number ? Number : Text;
        rule.Check(node, meaning);
    }

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(Number.Schema(), Text.Schema()) };

    public override Node FromText(string text, string name, Place place) => Number.FromText(text, name, place);
}
