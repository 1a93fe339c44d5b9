namespace DiversityBench.Verification.Claims;

/// <summary>How a claim is tested. The same options and samples give the same result, on any number of threads.</summary>
public sealed record ClaimTestOptions
{
    /// <summary>Seed of the permutations.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Relabellings of the studentised permutation test, and sign flips over prompts.</summary>
    public int Permutations { get; init; } = 9999;

    /// <summary>Relabellings of the raw difference where leave-one-out is not cheap; 0 leaves that figure out.</summary>
    public int RawPermutations { get; init; } = 99;

    /// <summary>Fewest valid samples that each arm of a prompt must have; prompts with fewer are left out of the claim.</summary>
    public int FewestSamples { get; init; } = 5;

    /// <summary>Threads that permute; null leaves it to the machine.</summary>
    public int? Threads { get; init; }
}
