using System.Globalization;

namespace DiversityBench.Verification.Baselines;

/// <summary>A figure that left its tolerance.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Old">The approved value; null for none.</param>
/// <param name="New">The value of this run; null for none.</param>
/// <param name="Tolerance">Largest accepted absolute difference.</param>
/// <param name="Because">Where the tolerance comes from.</param>
public sealed record FigureMove(string Name, double? Old, double? New, double Tolerance, string Because)
{
    /// <summary>The move in words: old, new, tolerance and its reason.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Name}: {Text(Old)} -> {Text(New)} (tolerance {Tolerance}: {Because})");

    private static string Text(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
