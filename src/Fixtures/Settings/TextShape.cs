using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DiversityBench.Fixtures.Settings;

/// <summary>A text that matches a pattern.</summary>
/// <param name="Words">The rule in words.</param>
/// <param name="Pattern">Regular expression that the whole text matches; written in the common subset of .NET and ECMA-262.</param>
internal sealed record TextShape(string Words, string Pattern) : Shape
{
    public override string InWords => Words;

    public override void Check(Node node, string meaning)
    {
        // The length is compared because $ also matches before a final line feed in .NET.
        if (node.Kind != NodeKind.Text || Regex.Match(node.Text, Pattern, RegexOptions.CultureInvariant) is not { Success: true } match
            || match.Length != node.Text.Length)
        {
            throw Wrong(node, meaning);
        }
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = Pattern };
}
