namespace DiversityBench.Report.Html;

/// <summary>A plot with what is said below it and the numbers that it shows.</summary>
/// <param name="Caption">What it shows, in a sentence.</param>
/// <param name="Svg">The plot as an element.</param>
/// <param name="Csv">Its numbers, a heading line first.</param>
internal sealed record PlotFigure(string Caption, string Svg, string Csv);
