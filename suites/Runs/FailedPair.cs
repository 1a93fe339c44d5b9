using DiversityBench.Metrics;

namespace DiversityBench.Suites.Runs;

/// <summary>A pair that could not be judged under a protocol.</summary>
/// <param name="Pair">Name of the pair.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Error">What kept it.</param>
internal sealed record FailedPair(string Pair, Protocol Protocol, Exception Error)
{
    /// <summary>In one line: what failed, and what to do.</summary>
    public override string ToString() => $"{Pair} was not judged under the {Protocol.ToString().ToLowerInvariant()} protocol: {Brief(Error)}";

    /// <summary>An error in one line.</summary>
    public static string Brief(Exception error)
    {
        var lines = error.Message.ReplaceLineEndings("\n").Split('\n');
        return lines.Length > 1 ? $"{lines[0]} {lines[^1]}" : lines[0];
    }
}
