namespace DiversityBench.Verification.Baselines;

/// <summary>When the results of a run may become the approved ones.</summary>
public static class AcceptRule
{
    /// <summary>The one command that accepts.</summary>
    public const string Command = "dotnet test --project suites -p:Accept=true";

    /// <summary>Why a run may not accept; null when it may.</summary>
    /// <param name="isContinuousIntegration">Whether the run is in CI, where nothing is ever accepted.</param>
    /// <param name="isWholeSuite">Whether the run covered the whole suite; a part would drop the other claims.</param>
    /// <param name="uncommitted">Approved files that differ from what is committed; what acceptance replaces could not be had back.</param>
    public static string? Refusal(bool isContinuousIntegration, bool isWholeSuite, IReadOnlyList<string> uncommitted)
    {
        if (isContinuousIntegration)
        {
            return "Expected acceptance of results to be asked for by a person because nothing is accepted in CI, but found accept=true in CI.\n" +
                $"Next step: run `{Command}` on your own machine, read the difference and commit the files.";
        }

        if (uncommitted.Count > 0)
        {
            return "Expected acceptance of results to replace committed files because what it replaces could not be had back, but found uncommitted changes.\n" +
                $"Files: {string.Join(", ", uncommitted.Take(5))}{(uncommitted.Count > 5 ? FormattableString.Invariant($" and {uncommitted.Count - 5} more") : "")}\n" +
                "Next step: commit or restore the folder baselines, then accept.";
        }

        return isWholeSuite
            ? null
            : "Expected acceptance of results to follow a run of the whole suite because a part of it would drop the other claims, but found a filtered run.\n" +
              $"Next step: run `{Command}` without a filter.";
    }
}
