using DiversityBench.Verification.Claims;
using ScottPlot;

namespace DiversityBench.Report.Html;

/// <summary>Curves of a claim that share their axes, each with its intervals as a band.</summary>
internal static class CurvePlot
{
    private const int Width = 620, Height = 340, ManyPoints = 20;

    /// <summary>One plot for each pair of axes; points without a figure are left out.</summary>
    public static IEnumerable<PlotFigure> Of(ClaimResult result) =>
        result.Curves.GroupBy(c => (c.X, c.Y)).Select(axes => new PlotFigure($"{axes.Key.Y} by {axes.Key.X}; bands are 95 % intervals", Svg(axes.Key.X, axes.Key.Y, [.. axes]), CsvText.Of(
            "curve,x,y,lower,upper", axes.SelectMany(c => c.Points.Select(p => new object?[] { c.Name, p.X, p.Y, p.Interval?.Lower, p.Interval?.Upper })))));

    private static string Svg(string x, string y, IReadOnlyList<Curve> curves)
    {
        using var plot = new Plot();
        foreach (var (index, curve) in curves.Index())
        {
            var points = curve.Points.Where(p => p.Y is not null).ToArray();
            if (points.Length == 0)
                continue;
            var colour = SeriesStyle.Colour(index);
            double[] xs = [.. points.Select(p => p.X)];
            var line = plot.Add.Scatter(xs, [.. points.Select(p => p.Y!.Value)], colour);
            (line.LegendText, line.LineWidth, line.MarkerSize, line.MarkerShape) = (curve.Name, index % 2 == 0 ? 2.5f : 1.2f, points.Length < ManyPoints ? 6 : 0, SeriesStyle.Shape(index));
            if (points.All(p => p.Interval is not null) && points.Length > 1)
                plot.Add.FillY(xs, [.. points.Select(p => p.Interval!.Lower)], [.. points.Select(p => p.Interval!.Upper)]).FillColor = colour.WithAlpha(.15);
        }

        plot.XLabel(x, 12);
        plot.YLabel(y, 12);
        plot.ShowLegend(Edge.Bottom);
        return InlineSvg.Of(plot, Width, Height);
    }
}
