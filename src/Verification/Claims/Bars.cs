namespace DiversityBench.Verification.Claims;

/// <summary>Figures by category, side by side, as bars show them: nationalities of both arms beside the known truth, ages in bands.</summary>
/// <param name="Category">What the categories are, for example "nationality".</param>
/// <param name="Y">Name and unit of the figure.</param>
/// <param name="Categories">Names of the categories, in the order of the bars.</param>
/// <param name="Series">One set of bars each: base, aligned, truth.</param>
public sealed record Bars(string Category, string Y, IReadOnlyList<string> Categories, IReadOnlyList<BarSeries> Series);
