namespace DiversityBench.Report.Html;

/// <summary>A plot with what is said below it and the numbers that it shows.</summary>
/// <param name="Caption">What it shows, in a sentence.</param>
/// <param name="Svg">The plot as an element.</param>
/// <param name="Csv">Its numbers, a heading line first.</param>
/// <param name="Points">What a list of its points is called, for a plot whose points carry a text that only a pointer finds; null for one that says everything with its numbers.</param>
internal sealed record PlotFigure(string Caption, string Svg, string Csv, string? Points = null);
