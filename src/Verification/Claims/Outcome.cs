namespace DiversityBench.Verification.Claims;

/// <summary>What the data say about a claim; see the decision rule in docs/CLAIMS.md, section 2.</summary>
public enum Outcome
{
    /// <summary>The data cannot tell; the result carries the reason.</summary>
    Inconclusive,

    /// <summary>The effect is real and in the claimed direction.</summary>
    Supported,

    /// <summary>The whole interval lies below the smallest effect of interest.</summary>
    Refuted,

    /// <summary>A question was answered by figures; there is no claim that could hold or fail.</summary>
    Answered,
}
