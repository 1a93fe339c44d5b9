namespace DiversityBench.Verification.Gate;

/// <summary>What a gate sampled of a source.</summary>
/// <param name="Source">What.</param>
/// <param name="Prompts">Number of its prompts.</param>
/// <param name="Drawn">Samples of the candidate that were looked at.</param>
/// <param name="Budget">Samples of the candidate that the policy allows.</param>
public sealed record GateSamples(GateSource Source, int Prompts, int Drawn, int Budget);
