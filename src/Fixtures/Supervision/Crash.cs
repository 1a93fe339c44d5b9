using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Supervision;

/// <summary>A process of the run that ended by a fault which no code could catch.</summary>
/// <param name="Pair">The pair that was being judged; null when none was.</param>
/// <param name="Steps">What was being done, in the order in which it began.</param>
/// <param name="End">Name of the signal or status.</param>
/// <param name="Meaning">What it stands for, in words.</param>
/// <param name="IsKill">Whether the process had no say in it.</param>
public sealed record Crash(string? Pair, IReadOnlyList<string> Steps, string End, string Meaning, bool IsKill)
{
    /// <summary>What happened and what to do about it.</summary>
    public ErrorText Text => new ErrorText(
            Pair is null ? "the run" : $"pair {Pair}", "be judged to the end", "a process that ends early leaves claims open",
            $"a process that was ended by {End} ({Meaning})", NextStep)
        .With("Step", Steps.Count == 0 ? null : string.Join("; ", Steps.Distinct()));

    private string NextStep => (IsKill, Pair) switch
    {
        (true, _) => "Decode fewer sequences at once, as with DIVERSITYBENCH_BATCH=8 or \"batch\" of the model in models.json, or take a machine with more memory",
        (false, null) => "Run the same command again: it goes on after the last finished batch; if it ends like this again, report it with what stands above",
        (false, _) => "Run this pair alone to see it again, check that its files are whole and made for this runtime, or take another export of the model",
    };
}
