using System.Globalization;
using System.Text.Json.Nodes;

namespace DiversityBench.Fixtures.Settings;

/// <summary>A finite number in a range, both ends included.</summary>
/// <param name="Least">Smallest value.</param>
/// <param name="Most">Largest value.</param>
/// <param name="IsWhole">Whether it must be a whole number.</param>
/// <param name="IsAboveLeast">Whether the smallest value itself is excluded.</param>
internal sealed record NumberShape(decimal Least, decimal Most, bool IsWhole = false, bool IsAboveLeast = false) : Shape
{
    public override string InWords => string.Create(
        CultureInfo.InvariantCulture,
        $"a {(IsWhole ? "whole " : "")}number {(IsAboveLeast ? "above" : "from")} {Least} {(IsAboveLeast ? "and up to" : "to")} {Most}");

    public override void Check(Node node, string meaning)
    {
        if (node.Kind != NodeKind.Number || !IsAllowed(node.Text))
            throw Wrong(node, meaning);
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = IsWhole ? "integer" : "number",
        [IsAboveLeast ? "exclusiveMinimum" : "minimum"] = JsonNode.Parse(Least.ToString(CultureInfo.InvariantCulture)),
        ["maximum"] = JsonNode.Parse(Most.ToString(CultureInfo.InvariantCulture)),
    };

    public override Node FromText(string text, string name, Place place) =>
        new(IsNumber(text, out _) ? NodeKind.Number : NodeKind.Text, name, place, text);

    private static bool IsNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    // Decimal holds every 64-bit seed exactly; it overflows only far outside of all ranges.
    private bool IsAllowed(string text) =>
        IsNumber(text, out var value) && double.IsFinite(value)
        && (!IsWhole || double.IsInteger(value))
        && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
        && (!IsWhole || decimal.IsInteger(exact))
        && (IsAboveLeast ? exact > Least : exact >= Least) && exact <= Most;
}
