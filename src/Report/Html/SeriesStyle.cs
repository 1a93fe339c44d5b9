using ScottPlot;

namespace DiversityBench.Report.Html;

/// <summary>Colour and shape of a series, by its place: base first, aligned second. Shapes differ too, since colour alone does not tell everyone.</summary>
internal static class SeriesStyle
{
    private static readonly Color[] s_colours = [Color.FromHex("#2166ac"), Color.FromHex("#d95f02"), Color.FromHex("#1b7837"), Color.FromHex("#7b3294"), Color.FromHex("#636363"), Color.FromHex("#a6761d")];
    private static readonly MarkerShape[] s_shapes = [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledTriangleDown, MarkerShape.FilledDiamond, MarkerShape.Cross];

    /// <summary>Colour of a series.</summary>
    public static Color Colour(int place) => s_colours[place % s_colours.Length];

    /// <summary>Marker of a series.</summary>
    public static MarkerShape Shape(int place) => s_shapes[place % s_shapes.Length];
}
