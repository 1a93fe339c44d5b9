using System.Text.Json.Nodes;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Settings;

/// <summary>A relative path that stays inside its folder and means the same on every system; see <see cref="SafePath"/>.</summary>
internal sealed record PathShape : Shape
{
    public override string InWords => "a relative path with forward slashes that stays inside its folder";

    public override void Check(Node node, string meaning)
    {
        if (node.Kind != NodeKind.Text)
            throw Wrong(node, meaning);
        if (SafePath.Objection(node.Text) is { } objection)
            throw new BenchException(Error(node, meaning, $"\"{node.Text}\", which {objection}").With("Root", Path.GetDirectoryName(node.Place.Source)));
    }

    // The schema says the main part; names reserved by Windows are left to the reader.
    public override JsonObject Schema() => new()
    {
        ["type"] = "string",
        ["pattern"] = @"^(?!(?:[^/]*/)*\.{0,2}(?:/|$))[^\\:*?""<>|]+$",
    };
}
