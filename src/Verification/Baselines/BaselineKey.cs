using System.Text.RegularExpressions;
using DiversityBench.Metrics;

namespace DiversityBench.Verification.Baselines;

/// <summary>Names one baseline: what was approved for one pair, suite and protocol.</summary>
public sealed partial record BaselineKey
{
    /// <summary>Names a baseline.</summary>
    /// <param name="pair">Name of the model pair; it becomes a folder name, and a folder in a folder where it is two rungs of a ladder.</param>
    /// <param name="suite">Name of the suite, for example "personas"; it becomes part of a file name.</param>
    /// <param name="protocol">How the prompts reached the models.</param>
    /// <exception cref="ArgumentException">A name that is not safe in a path on every system.</exception>
    public BaselineKey(string pair, string suite, Protocol protocol)
    {
        Pair = pair.Split('/').All(SafeName().IsMatch) ? pair : throw Unsafe(pair, nameof(pair));
        Suite = SafeName().IsMatch(suite) ? suite : throw Unsafe(suite, nameof(suite));
        Protocol = protocol;
    }

    /// <summary>Name of the model pair.</summary>
    public string Pair { get; }

    /// <summary>Name of the suite.</summary>
    public string Suite { get; }

    /// <summary>How the prompts reached the models.</summary>
    public Protocol Protocol { get; }

    /// <summary>Path without the ending, relative to the folder of baselines, for example "reference/personas.paper".</summary>
    public string BaseName => $"{Pair}/{Suite}.{Protocol.ToString().ToLowerInvariant()}";

    /// <summary>The key in words.</summary>
    public override string ToString() => $"{Suite} for {Pair} under the {Protocol.ToString().ToLowerInvariant()} protocol";

    private static ArgumentException Unsafe(string name, string parameter) => new(
        $"Expected the {parameter} name to be letters, digits, '.', '_' or '-' between letters or digits because it becomes part of a path, but found '{name}'.\n" +
        "Next step: rename it in models.json or in the suite.", parameter);

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SafeName();
}
