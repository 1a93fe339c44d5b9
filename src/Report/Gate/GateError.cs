using DiversityBench.Report.Tables;

namespace DiversityBench.Report.Gate;

/// <summary>A gate that ended without a verdict, which is red and says nothing about the checkpoint.</summary>
/// <param name="Policy">The policy, as it was asked for.</param>
/// <param name="Candidate">The candidate, as it was asked for.</param>
/// <param name="Reason">Why there is no verdict; may have several lines.</param>
public sealed record GateError(string Policy, string Candidate, string Reason)
{
    private const int LongestReason = 20_000;

    /// <summary>The reason as files show it: LF line ends, cut, nothing unprintable.</summary>
    internal string SafeReason => SafeText.Lines(Reason.ReplaceLineEndings("\n"), LongestReason);
}
