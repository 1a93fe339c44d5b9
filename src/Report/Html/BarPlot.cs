using DiversityBench.Report.Tables;
using DiversityBench.Verification.Claims;
using ScottPlot;

namespace DiversityBench.Report.Html;

/// <summary>Figures by category, the series side by side.</summary>
internal static class BarPlot
{
    private const int Width = 700, Height = 360, LongestLabel = 22;

    /// <summary>The plots of a claim.</summary>
    public static IEnumerable<PlotFigure> Of(ClaimResult result) => result.Bars.Select(bars => new PlotFigure(
        $"{bars.Y} by {bars.Category}: {string.Join(", ", bars.Series.Select(s => s.Name))}", Svg(bars),
        CsvText.Of("category," + string.Join(',', bars.Series.Select(s => s.Name)), bars.Categories.Select((name, i) => (object?[])[name, .. bars.Series.Select(s => (object?)s.Values[i])]))));

    private static string Svg(Bars bars)
    {
        using var plot = new Plot();
        var width = 0.8 / bars.Series.Count;
        foreach (var (index, series) in bars.Series.Index())
        {
            var drawn = plot.Add.Bars(series.Values.Select((value, i) => new Bar
            {
                Position = i + ((index - ((bars.Series.Count - 1) / 2.0)) * width),
                Value = value,
                Size = width,
                FillColor = SeriesStyle.Colour(index),
                LineWidth = 0,
            }).ToArray());
            drawn.LegendText = series.Name;
        }

        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, bars.Categories.Count).Select(i => (double)i)], [.. bars.Categories.Select(name => SafeText.OneLine(name, LongestLabel))]);
        (plot.Axes.Bottom.TickLabelStyle.Rotation, plot.Axes.Bottom.TickLabelStyle.Alignment, plot.Axes.Bottom.MinimumSize) = (35, Alignment.UpperLeft, 90);
        plot.Axes.Right.MinimumSize = 60; // the last label leans over the edge
        plot.YLabel(bars.Y, 12);
        plot.Axes.Margins(bottom: 0);
        plot.ShowLegend(Edge.Bottom);
        return InlineSvg.Of(plot, Width, Height);
    }
}
