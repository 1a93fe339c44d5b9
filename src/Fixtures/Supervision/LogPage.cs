namespace DiversityBench.Fixtures.Supervision;

/// <summary>What a process of the run is doing.</summary>
/// <param name="Pair">The pair that is being judged; null when none is.</param>
/// <param name="Steps">What is being done, in the order in which it began.</param>
public sealed record LogPage(string? Pair, IReadOnlyList<string> Steps)
{
    /// <summary>Nothing.</summary>
    public static LogPage Empty { get; } = new(null, []);
}
