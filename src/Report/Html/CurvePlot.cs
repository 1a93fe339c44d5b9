using DiversityBench.Verification.Claims;
using ScottPlot;

namespace DiversityBench.Report.Html;

/// <summary>Curves of a claim that share their axes, each with its intervals.</summary>
internal static class CurvePlot
{
    private const int Width = 620, Height = 340;

    private static readonly Color[] s_colours = [Color.FromHex("#2166ac"), Color.FromHex("#d95f02"), Color.FromHex("#1b7837"), Color.FromHex("#7b3294"), Color.FromHex("#636363"), Color.FromHex("#a6761d")];

    /// <summary>One plot for each pair of axes, with its heading; points without a figure are left out.</summary>
    public static IEnumerable<(string Title, string Svg)> Svgs(ClaimResult result) =>
        result.Curves.GroupBy(c => (c.X, c.Y)).Select(axes => ($"{axes.Key.Y} by {axes.Key.X}", Svg(axes.Key.X, axes.Key.Y, [.. axes])));

    private static string Svg(string x, string y, IReadOnlyList<Curve> curves)
    {
        using var plot = new Plot();
        foreach (var (index, curve) in curves.Index())
        {
            var points = curve.Points.Where(p => p.Y is not null).ToArray();
            if (points.Length == 0)
                continue;
            var colour = s_colours[index % s_colours.Length];
            double[] xs = [.. points.Select(p => p.X)];
            var line = plot.Add.Scatter(xs, [.. points.Select(p => p.Y!.Value)], colour);
            (line.LegendText, line.LineWidth, line.MarkerSize) = (curve.Name, 2, 6);
            line.MarkerShape = Enum.GetValues<MarkerShape>()[1 + (index % 6)];
            if (points.All(p => p.Interval is not null) && points.Length > 1)
                plot.Add.FillY(xs, [.. points.Select(p => p.Interval!.Lower)], [.. points.Select(p => p.Interval!.Upper)]).FillColor = colour.WithAlpha(.15);
        }

        plot.XLabel(x, 12);
        plot.YLabel(y, 12);
        plot.ShowLegend(Edge.Bottom);
        return InlineSvg.Of(plot, Width, Height);
    }
}
