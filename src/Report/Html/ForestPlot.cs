using DiversityBench.Verification.Claims;
using ScottPlot;

namespace DiversityBench.Report.Html;

/// <summary>Effects below each other, each with its interval, beside a line at 0 and a dashed one at the smallest effect of interest.</summary>
internal static class ForestPlot
{
    /// <summary>What the markers mean.</summary>
    public const string Legend = "Filled circle supported, open circle refuted, diamond open.";

    private const int RowHeight = 24, Frame = 90;

    /// <summary>The plot as an element.</summary>
    /// <param name="rows">Rows, the uppermost first; at least one.</param>
    /// <param name="smallest">The smallest effect of interest in the plot's unit; 0 draws one line for both.</param>
    /// <param name="x">What the axis shows.</param>
    /// <param name="width">Width in pixels at its own size.</param>
    /// <param name="farthest">What lies farther from 0 is drawn there; null shows everything.</param>
    public static string Svg(IReadOnlyList<ForestRow> rows, double smallest, string x, int width, double? farthest = null)
    {
        using var plot = new Plot();
        plot.Add.VerticalLine(0, 1, Colors.Gray);
        if (smallest > 0)
            AddDashes(plot, smallest, rows.Count);
        double Shown(double value) => farthest is { } end ? Math.Clamp(value, -end, end) : value;
        foreach (var (place, row) in rows.Reverse().Index())
        {
            var colour = Colour(row.Outcome);
            plot.Add.Line(Shown(row.Interval.Lower), place, Shown(row.Interval.Upper), place).LineStyle = new LineStyle(2, colour);
            plot.Add.Marker(Shown(row.Effect), place, Shape(row.Outcome), 9, colour);
        }

        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, rows.Count).Select(place => (double)place)], [.. rows.Reverse().Select(row => row.Label)]);
        var (from, to) = Ends(rows, smallest, farthest);
        plot.Axes.SetLimits(from, to, -0.7, rows.Count - 0.3);
        plot.XLabel(x, 12);
        plot.HideGrid();
        return InlineSvg.Of(plot, width, Frame + (RowHeight * rows.Count));
    }

    /// <summary>Lines of patterns become solid ones in SVG.</summary>
    private static void AddDashes(Plot plot, double x, int rows)
    {
        const double length = 0.12;
        for (var y = -0.7; y < rows - 0.3; y += 2 * length)
            plot.Add.Line(x, y, x, y + length).LineStyle = new LineStyle(1, Colors.Gray);
    }

    /// <summary>Both lines and all intervals, with a twentieth of their span on either side.</summary>
    private static (double From, double To) Ends(IReadOnlyList<ForestRow> rows, double smallest, double? farthest)
    {
        var (from, to) = farthest is { } end
            ? (-end, end)
            : (Math.Min(0, rows.Min(row => row.Interval.Lower)), Math.Max(smallest, rows.Max(row => row.Interval.Upper)));
        var margin = Math.Max(to - from, 1e-9) / 20;
        return (from - margin, to + margin);
    }

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
