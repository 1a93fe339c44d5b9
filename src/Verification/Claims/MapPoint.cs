namespace DiversityBench.Verification.Claims;

/// <summary>A sample on a map.</summary>
/// <param name="X">First coordinate, finite.</param>
/// <param name="Y">Second coordinate, finite.</param>
/// <param name="Arm">Whose sample it is.</param>
/// <param name="Cluster">Cluster of the arm that it lies in, from 0; -1 where there are none.</param>
/// <param name="Text">Its text, perhaps cut.</param>
public sealed record MapPoint(double X, double Y, string Arm, int Cluster, string Text);
