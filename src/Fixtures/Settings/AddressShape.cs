using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Settings;

/// <summary>An address of the web. One that may hold a password or a key is refused and not shown.</summary>
internal sealed record AddressShape : Shape
{
    private const string Pattern = @"^https?://[^\s/?#@]+(?:/[^\s?#@]*)?$";

    public override string InWords => "an address that begins with http:// or https:// and has no user, query or fragment";

    public override void Check(Node node, string meaning)
    {
        if (node.Kind != NodeKind.Text || !Regex.IsMatch(node.Text, Pattern, RegexOptions.CultureInvariant) || !Uri.TryCreate(node.Text, UriKind.Absolute, out _))
            throw new BenchException(Error(node, meaning, node.Kind == NodeKind.Text && node.Text.AsSpan().ContainsAny('@', '?') ? "one with more in it" : null));
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = Pattern };
}
