namespace DiversityBench.Verification.Claims;

/// <summary>Measured coverage of the intervals whose level is only approximate.</summary>
internal static class IntervalCoverage
{
    public static string Label(string method, IReadOnlyList<UsablePrompt> used) => used.Count > 0 ? method : "";
}
