using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>A standardised effect with its 95 % interval.</summary>
/// <param name="Value">The effect, positive where x is larger.</param>
/// <param name="Interval">95 % interval.</param>
/// <param name="Method">How the interval was made.</param>
public sealed record EffectSize(double Value, Interval Interval, string Method);
