using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Assertions;

/// <summary>Lets a result be asserted as a sentence: <c>result.Should().BeAsApprovedIn(baseline)</c>.</summary>
public static class ClaimResultExtensions
{
    /// <summary>Starts an assertion on a result.</summary>
    public static ClaimResultAssertions Should(this ClaimResult result) => new(result);
}
