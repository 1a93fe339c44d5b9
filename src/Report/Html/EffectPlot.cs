using DiversityBench.Report.Tables;
using DiversityBench.Verification.Claims;
using ScottPlot;

namespace DiversityBench.Report.Html;

/// <summary>Forest plot of a group's effects: each with its interval, in units of its smallest effect of interest, so that claims on different scales stand side by side.</summary>
internal static class EffectPlot
{
    private const int Width = 760, RowHeight = 24, Frame = 90;
    private const double Farthest = 8;

    private const string Caption = "Effects with 95 % intervals in units of the smallest effect of interest: right of the dashed line they matter. Filled circle supported, open circle refuted, diamond open.";

    /// <summary>The plot; null where no claim has an effect and a smallest effect.</summary>
    public static PlotFigure? Of(ClaimGroup group)
    {
        var shown = group.Claims.Select(c => c.Result).Where(r => r is { Effect: not null, Interval: not null, Claim.SmallestEffect: > 0 }).Reverse().ToArray();
        if (shown.Length == 0)
            return null;
        using var plot = new Plot();
        plot.Add.VerticalLine(0, 1, Colors.Gray);
        plot.Add.VerticalLine(1, 1, Colors.Gray, LinePattern.Dashed);
        foreach (var (row, result) in shown.Index())
        {
            var (unit, colour) = (result.Claim.SmallestEffect, Colour(result.Outcome));
            plot.Add.Line(Shown(result.Interval!.Lower / unit), row, Shown(result.Interval.Upper / unit), row).LineStyle = new LineStyle(2, colour);
            plot.Add.Marker(Shown(result.Effect!.Value / unit), row, Shape(result.Outcome), 9, colour);
        }

        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, shown.Length).Select(row => (double)row)], [.. shown.Select(r => r.Claim.Id)]);
        plot.Axes.SetLimits(-Farthest - 0.3, Farthest + 0.3, -0.7, shown.Length - 0.3);
        plot.XLabel("effect over the smallest effect of interest; cut off at 8", 12);
        plot.HideGrid();
        return new PlotFigure(Caption, InlineSvg.Of(plot, Width, Frame + (RowHeight * shown.Length)), CsvText.Of(
            "claim,effect,lower,upper,smallest effect,outcome",
            shown.Reverse().Select(r => new object?[] { r.Claim.Id, r.Effect, r.Interval!.Lower, r.Interval.Upper, r.Claim.SmallestEffect, r.Outcome.ToString() })));
    }

    private static double Shown(double value) => Math.Clamp(value, -Farthest, Farthest);

    // Shape and colour, since colour alone does not tell everyone.
    private static MarkerShape Shape(Outcome outcome) => outcome switch
    {
        Outcome.Supported => MarkerShape.FilledCircle,
        Outcome.Refuted => MarkerShape.OpenCircle,
        _ => MarkerShape.FilledDiamond,
    };

    private static Color Colour(Outcome outcome) => outcome switch
    {
        Outcome.Supported => Color.FromHex("#1b7837"),
        Outcome.Refuted => Color.FromHex("#b2182b"),
        _ => Color.FromHex("#8c6d1f"),
    };
}
