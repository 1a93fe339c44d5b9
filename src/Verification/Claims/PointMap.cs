namespace DiversityBench.Verification.Claims;

/// <summary>Samples as points of a plane: near points are samples of similar meaning.</summary>
/// <param name="Name">What is shown, for example the prompt.</param>
/// <param name="X">What the first coordinate is.</param>
/// <param name="Y">What the second coordinate is.</param>
/// <param name="Points">The samples.</param>
public sealed record PointMap(string Name, string X, string Y, IReadOnlyList<MapPoint> Points);
