namespace DiversityBench.Verification.Baselines;

/// <summary>What a test says about a claim.</summary>
public enum VerdictKind
{
    /// <summary>The test passes.</summary>
    Pass,

    /// <summary>The test fails.</summary>
    Fail,

    /// <summary>The test ends inconclusive, which counts as not passed in CI.</summary>
    Inconclusive,
}
