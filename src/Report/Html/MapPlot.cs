using System.Globalization;
using System.Net;
using System.Text;
using DiversityBench.Report.Tables;
using DiversityBench.Verification.Claims;
using ScottPlot;

namespace DiversityBench.Report.Html;

/// <summary>Samples as points of a plane: colour and shape by arm, and the text of each under the pointer, or in a list that the page's script makes of them.</summary>
internal static class MapPlot
{
    private const int Width = 760, Height = 520, LongestText = 240;

    /// <summary>The maps of a claim.</summary>
    public static IEnumerable<PlotFigure> Of(ClaimResult result) => result.Maps.Select(map => new PlotFigure(
        $"Samples in the plane in which they differ most; {map.Name}. Point at one to read it, or open the list below; the number is its cluster within its arm.", Svg(map),
        CsvText.Of("x,y,arm,cluster,text", map.Points.Select(p => new object?[] { p.X, p.Y, p.Arm, p.Cluster, p.Text })),
        $"The samples of this plane as a list ({map.Points.Count.ToString(CultureInfo.InvariantCulture)})"));

    private static string Svg(PointMap map)
    {
        using var plot = new Plot();
        foreach (var (index, arm) in map.Points.GroupBy(p => p.Arm).Index())
        {
            var points = plot.Add.ScatterPoints(arm.Select(p => p.X).ToArray(), arm.Select(p => p.Y).ToArray(), SeriesStyle.Colour(index).WithAlpha(.7));
            (points.LegendText, points.MarkerShape, points.MarkerSize) = (arm.Key, SeriesStyle.Shape(index), 7);
        }

        plot.XLabel(map.X, 12);
        plot.YLabel(map.Y, 12);
        plot.ShowLegend(Edge.Bottom);
        var svg = InlineSvg.Of(plot, Width, Height);
        var texts = new StringBuilder();
        foreach (var point in map.Points)
        {
            var place = plot.GetPixel(new Coordinates(point.X, point.Y));
            texts.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{place.X:0.#}\" cy=\"{place.Y:0.#}\" r=\"6\" fill=\"transparent\"><title>{WebUtility.HtmlEncode($"{SafeText.OneLine(point.Arm, 60)}, cluster {point.Cluster}: {SafeText.OneLine(point.Text, LongestText)}")}</title></circle>");
        }

        return svg.Insert(svg.LastIndexOf("</svg>", StringComparison.Ordinal), texts.ToString());
    }
}
