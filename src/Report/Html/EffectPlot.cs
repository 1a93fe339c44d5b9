using DiversityBench.Report.Tables;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Report.Html;

/// <summary>
/// Forest plots of a group's effects: in units of their smallest effects of interest, so that claims on different scales stand side by side, and one in its own unit for every
/// claim whose smallest effect is 0.
/// </summary>
internal static class EffectPlot
{
    private const int Width = 760;
    private const double Farthest = 8;

    private const string Caption = "Effects with 95 % intervals in units of the smallest effect of interest: right of the dashed line they matter. " + ForestPlot.Legend;

    /// <summary>The plots of a group; questions and controls have no effect to show.</summary>
    public static IEnumerable<PlotFigure> Of(ClaimGroup group)
    {
        var results = group.Claims.Select(c => c.Result).Where(r => r.Claim.EffectScale != EffectScale.None).ToArray();
        var shown = results.Where(r => HasEffect(r) && r.Claim.SmallestEffect > 0).ToArray();
        if (shown.Length > 0)
        {
            yield return new PlotFigure(
                Caption + Left("without an effect", results.Where(r => !HasEffect(r))) + Left("with a smallest effect of 0, which is no unit, and so in a plot of its own", results.Where(InOwnUnit)),
                ForestPlot.Svg([.. shown.Select(r => ForestRow.Of(r.Claim.Id, r, r.Claim.SmallestEffect)!)], 1, "effect over the smallest effect of interest; cut off at 8", Width, Farthest),
                Csv(shown));
        }

        foreach (var result in results.Where(InOwnUnit))
        {
            yield return new PlotFigure(
                $"{result.Claim.Id} in its own unit, with its 95 % interval: {result.Claim.Metric}. The line is both no effect and the smallest effect of interest. {ForestPlot.Legend}",
                ForestPlot.Svg([ForestRow.Of(result.Claim.Id, result)!], 0, "effect", Width), Csv([result]));
        }
    }

    private static bool HasEffect(ClaimResult result) => result is { Effect: not null, Interval: not null };

    private static bool InOwnUnit(ClaimResult result) => HasEffect(result) && !(result.Claim.SmallestEffect > 0);

    private static string Left(string why, IEnumerable<ClaimResult> results)
    {
        var ids = results.Select(r => SafeText.OneLine(r.Claim.Id, 20)).ToArray();
        return ids.Length == 0 ? "" : $" Not shown, {why}: {string.Join(", ", ids)}.";
    }

    private static string Csv(IEnumerable<ClaimResult> results) => CsvText.Of(
        "claim,effect,lower,upper,smallest effect,outcome",
        results.Select(r => new object?[] { r.Claim.Id, r.Effect, r.Interval!.Lower, r.Interval.Upper, r.Claim.SmallestEffect, r.Outcome.ToString() }));
}
