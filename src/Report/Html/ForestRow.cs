using DiversityBench.Verification.Claims;

namespace DiversityBench.Report.Html;

/// <summary>A row of a forest plot.</summary>
/// <param name="Label">Whose effect it is.</param>
/// <param name="Effect">The effect, in the plot's unit.</param>
/// <param name="Interval">Its interval, in the plot's unit.</param>
/// <param name="Outcome">The outcome, which decides shape and colour.</param>
internal sealed record ForestRow(string Label, double Effect, Interval Interval, Outcome Outcome)
{
    /// <summary>The row of a result in multiples of a unit; null where it has no effect.</summary>
    public static ForestRow? Of(string label, ClaimResult result, double unit = 1) => result is { Effect: { } effect, Interval: { } interval }
        ? new ForestRow(label, effect / unit, new Interval(interval.Lower / unit, interval.Upper / unit), result.Outcome)
        : null;
}
