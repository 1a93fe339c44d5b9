using System.Text.Json.Nodes;

namespace DiversityBench.Fixtures.Settings;

/// <summary>A list of values of one shape.</summary>
/// <param name="Item">Shape of each value.</param>
/// <param name="Least">Fewest items.</param>
internal sealed record ListShape(Shape Item, int Least = 0) : Shape
{
    private const string Separators = ",+ ";

    public override string InWords => Least == 0 ? $"a list, each item {Item.InWords}" : $"a list that is not empty, each item {Item.InWords}";

    public override void Check(Node node, string meaning)
    {
        if (node.Kind != NodeKind.List || node.Items.Length < Least)
            throw Wrong(node, meaning);
        foreach (var item in node.Items)
            Item.Check(item, meaning);
    }

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Item.Schema() };
        if (Least > 0)
            schema["minItems"] = Least;
        return schema;
    }

    /// <summary>Items are separated by commas, plus signs (MSBuild splits properties at commas) or spaces.</summary>
    public override Node FromText(string text, string name, Place place) => new(NodeKind.List, name, place, "")
    {
        Items = [.. text.Split(Separators.ToCharArray(), StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(item => Item.FromText(item, name, place))],
    };
}
