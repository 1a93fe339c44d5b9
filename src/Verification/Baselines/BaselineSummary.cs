using System.Globalization;

namespace DiversityBench.Verification.Baselines;

/// <summary>How a whole run stands to its baseline, in one line for a log or a report.</summary>
public static class BaselineSummary
{
    /// <summary>The line: counts per status with the claims concerned, largest relative difference, likely cause, where to look.</summary>
    /// <param name="comparison">The run held against its baseline.</param>
    public static string Of(BaselineComparison comparison)
    {
        var subject = comparison.Current.Key.ToString();
        if (comparison.Fault is not null)
            return $"{subject}: the baseline is refused. {comparison.Fault}";
        if (comparison.Approved is null)
            return $"{subject}: no baseline is approved; `{AcceptRule.Command}` approves this run.";

        var same = comparison.Claims.Count(c => c.Status == BaselineStatus.Same);
        var others = comparison.Claims.Where(c => c.Status != BaselineStatus.Same).GroupBy(c => c.Status).OrderBy(g => g.Key)
            .Select(g => $", {g.Key.ToString().ToLowerInvariant()}: {string.Join(", ", g.Select(c => c.Id))}");
        var counts = string.Create(CultureInfo.InvariantCulture, $"{same} of {comparison.Claims.Count} claims as approved");
        var cause = comparison.Agrees && comparison.Changes.Count == 0 ? "" : $" Likely cause of differences: {comparison.LikelyCause}.";
        return $"{subject}: {counts}{string.Concat(others)}.{Largest(comparison)}{cause}";
    }

    private static string Largest(BaselineComparison comparison) =>
        comparison.Claims.MaxBy(c => c.LargestDifference) is { LargestDifference: { } difference } claim
            ? string.Create(CultureInfo.InvariantCulture, $" Largest relative difference: {difference:0.######} ({claim.Id}, {claim.LargestDifferenceOf}).")
            : "";
}
