using DiversityBench.Metrics.Errors;

namespace DiversityBench.Verification.Gate;

/// <summary>When a candidate may become the accepted checkpoint of its lineage.</summary>
public static class GateAcceptRule
{
    /// <summary>Why it may not; null when it may.</summary>
    /// <param name="isContinuousIntegration">Whether the run is in CI.</param>
    /// <param name="changes">Changed files of the working tree, as git lists them; null where git gives no answer.</param>
    /// <param name="whyNotWritable">Why the file of the lineage cannot be written; null where it can.</param>
    public static BenchException? Refusal(bool isContinuousIntegration, IReadOnlyList<string>? changes, string? whyNotWritable)
    {
        static BenchException Because(string expectation, string reason, string finding, string nextStep) => new(new ErrorText("the acceptance of a checkpoint", expectation, reason, finding, nextStep));
        if (isContinuousIntegration)
            return Because("be asked for by a person", "nothing is accepted in CI", "accept=true with CI=true", "Accept on your own machine, read the difference and commit the file");
        if (changes is null)
            return Because("follow a commit", "accepted figures must belong to prompts and policies that are kept", "no git repository that answers", "Accept in a clone of the repository, with git on PATH");
        if (changes.Count > 0)
        {
            var more = changes.Count > 5 ? FormattableString.Invariant($" and {changes.Count - 5} more") : "";
            return Because(
                "follow a commit", "accepted figures must belong to prompts and policies that are kept",
                $"a dirty working tree: {string.Join(", ", changes.Take(5))}{more}", "Commit or stash the changes, then accept");
        }

        return whyNotWritable is null
            ? null
            : Because("write its file", "the checkpoint is kept in it", $"a read-only tree: {whyNotWritable.TrimEnd('.')}", "Make the folder baselines/gate writable, then accept");
    }
}
