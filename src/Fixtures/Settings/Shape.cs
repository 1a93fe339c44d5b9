using System.Text.Json.Nodes;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Settings;

/// <summary>What may be written somewhere. The reader, the published schema and the parsing of environment variables all follow it.</summary>
internal abstract record Shape
{
    /// <summary>In words, after "be": <c>a number from 0 to 10</c>.</summary>
    public abstract string InWords { get; }

    /// <summary>Throws unless the value, and everything in it, is as this shape allows.</summary>
    /// <param name="node">The value.</param>
    /// <param name="meaning">What the value is, after "it is": <c>the seed of the run</c>.</param>
    public abstract void Check(Node node, string meaning);

    /// <summary>The same rule in JSON Schema, as far as it can be said there.</summary>
    public abstract JsonObject Schema();

    /// <summary>The value as written in an environment variable or on the command line.</summary>
    public virtual Node FromText(string text, string name, Place place) => new(NodeKind.Text, name, place, text);

    protected BenchException Wrong(Node node, string meaning) => new(Error(node, meaning));

    protected ErrorText Error(Node node, string meaning, string? finding = null) =>
        SettingError.Text(node, $"be {InWords}", $"it is {meaning}", finding);
}
