namespace DiversityBench.Verification.Claims;

/// <summary>A prompt whose arms both have enough valid samples, with its estimate.</summary>
internal sealed record UsablePrompt(PromptArms Arms, ITwoArmStatistic Statistic, TwoArmEstimate Estimate);
