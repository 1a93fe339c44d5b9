namespace DiversityBench.Verification.Gate;

/// <summary>What is sampled for a gate.</summary>
public enum GateSource
{
    /// <summary>The prompts of experiment 1.</summary>
    Personas,

    /// <summary>The prompts of experiment 2.</summary>
    Biographies,

    /// <summary>The prompts of experiment 3.</summary>
    Stories,
}
