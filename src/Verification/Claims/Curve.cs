namespace DiversityBench.Verification.Claims;

/// <summary>A figure that depends on another one, as a plot shows it: entropy by temperature, distance by tokens after a push.</summary>
/// <param name="Name">What one line of the plot is, for example "aligned distance to the unpushed text".</param>
/// <param name="X">Name and unit of what it depends on.</param>
/// <param name="Y">Name and unit of the figure.</param>
/// <param name="Points">The points, by rising x.</param>
public sealed record Curve(string Name, string X, string Y, IReadOnlyList<CurvePoint> Points);
