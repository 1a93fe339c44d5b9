using System.Collections.Immutable;
using System.Globalization;

namespace DiversityBench.Fixtures.Settings;

/// <summary>A value as it was written, with the place where it stands. Nothing is checked yet; a <see cref="Shape"/> does that.</summary>
/// <param name="Kind">What was written.</param>
/// <param name="Path">JSON path, for example <c>$.models[2].graph</c>, or the name of a parameter.</param>
/// <param name="Place">Where it was written.</param>
/// <param name="Text">A text's value; a number as written; <c>true</c> or <c>false</c>; empty for objects and lists.</param>
internal sealed record Node(NodeKind Kind, string Path, Place Place, string Text)
{
    /// <summary>Members of an object, in the order written, names distinct.</summary>
    public ImmutableArray<Member> Members { get; init; } = [];

    /// <summary>Items of a list.</summary>
    public ImmutableArray<Node> Items { get; init; } = [];

    /// <summary>The value of a member, null when it was not written.</summary>
    public Node? this[string name] => Members.FirstOrDefault(member => member.Name == name)?.Value;

    // The conversions below hold after the node's shape has been checked.
    public double Number => double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    public int Whole => (int)decimal.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    public ulong Unsigned => (ulong)decimal.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    public bool Flag => Text == "true";

    public ImmutableArray<string> Texts => [.. Items.Select(item => item.Text)];

    /// <summary>The value in words, for error texts.</summary>
    public string InWords => Kind switch
    {
        NodeKind.Object => "an object",
        NodeKind.List => Items.IsEmpty ? "an empty list" : "a list",
        NodeKind.Text => $"the text \"{Text}\"",
        NodeKind.Null => "null",
        _ => Text,
    };
}
