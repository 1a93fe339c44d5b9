using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Assertions;

/// <summary>Lets a verdict be asserted as a sentence: <c>result.Should().BeSupported()</c>.</summary>
public static class ClaimResultExtensions
{
    /// <summary>Starts an assertion on a verdict.</summary>
    public static ClaimResultAssertions Should(this ClaimResult result) => new(result);
}
