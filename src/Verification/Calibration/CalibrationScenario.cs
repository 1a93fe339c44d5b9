using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Calibration;

/// <summary>Two arms whose true effect is known, from which samples can be drawn again and again.</summary>
/// <param name="Name">Metric and situation, for example "Hill q=1, equal diversity, other labels".</param>
/// <param name="Scale">How the arms are compared.</param>
/// <param name="TrueEffect">The effect of the distributions; null where it depends on n and is taken as the mean over all runs.</param>
/// <param name="Draw">Draws one prompt's samples of the given size per arm.</param>
public sealed record CalibrationScenario(string Name, EffectScale Scale, double? TrueEffect, Func<RandomStream, int, PromptArms> Draw);
