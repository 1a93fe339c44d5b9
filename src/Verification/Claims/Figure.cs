using DiversityBench.Metrics;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>A named number that stands beside a claim: the metric of one arm, a secondary variant, a valid-output rate.</summary>
/// <param name="Name">What it is, for example "base valid-output rate".</param>
/// <param name="Value">The number; null when it cannot be computed, then <paramref name="Reason"/> says why.</param>
/// <param name="Unit">Unit in words; empty for pure numbers.</param>
/// <param name="Interval">95 % interval, where there is one.</param>
/// <param name="Reason">Why the value is missing, or what must be known to read it; null if nothing.</param>
public sealed record Figure(string Name, double? Value, string Unit, Interval? Interval = null, string? Reason = null)
{
    /// <summary>A number, or why there is none.</summary>
    public static Figure Of(string name, string unit, Measured<double> number) => number.TryGet(out var value, out var undefined)
        ? new Figure(name, value, unit)
        : new Figure(name, null, unit, Reason: undefined.Reason);

    /// <summary>A mean with its interval, or why there is none.</summary>
    public static Figure Of(string name, string unit, Measured<StratifiedMean> mean) => mean.TryGet(out var value, out var undefined)
        ? new Figure(name, value.Value, unit, value.Interval)
        : new Figure(name, null, unit, Reason: undefined.Reason);

    /// <summary>A size with its interval, or why there is none.</summary>
    public static Figure Of(string name, string unit, Measured<EffectSize> size) => size.TryGet(out var value, out var undefined)
        ? new Figure(name, value.Value, unit, value.Interval)
        : new Figure(name, null, unit, Reason: undefined.Reason);
}
