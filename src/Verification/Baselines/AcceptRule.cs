namespace DiversityBench.Verification.Baselines;

/// <summary>When the results of a run may become the approved ones.</summary>
public static class AcceptRule
{
    /// <summary>The one command that accepts.</summary>
    public const string Command = "dotnet test --project suites -p:Accept=true";

    /// <summary>Why a run may not accept; null when it may.</summary>
    /// <param name="isContinuousIntegration">Whether the run is in CI, where nothing is ever accepted.</param>
    /// <param name="isWholeSuite">Whether the run covered the whole suite; a part would drop the other claims.</param>
    public static string? Refusal(bool isContinuousIntegration, bool isWholeSuite)
    {
        if (isContinuousIntegration)
        {
            return "Expected acceptance of results to be asked for by a person because nothing is accepted in CI, but found accept=true with CI=true.\n" +
                $"Next step: run `{Command}` on your own machine, read the difference and commit the files.";
        }

        return isWholeSuite
            ? null
            : "Expected acceptance of results to follow a run of the whole suite because a part of it would drop the other claims, but found a filtered run.\n" +
              $"Next step: run `{Command}` without a filter.";
    }
}
