using ScottPlot;

namespace DiversityBench.Report.Html;

/// <summary>A plot as an element of a page.</summary>
internal static class InlineSvg
{
    /// <summary>The plot without a background and without the XML prologue; it grows and shrinks with the page.</summary>
    public static string Of(Plot plot, int width, int height)
    {
        (plot.FigureBackground.Color, plot.DataBackground.Color) = (Colors.Transparent, Colors.Transparent);
        var svg = plot.GetSvgXml(width, height);
        svg = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
        return FormattableString.Invariant($"<svg viewBox=\"0 0 {width} {height}\" ") + svg["<svg ".Length..];
    }
}
