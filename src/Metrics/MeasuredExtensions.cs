namespace DiversityBench.Metrics;

/// <summary>The nullable form of a measured number, for interfaces that carry no reason.</summary>
public static class MeasuredExtensions
{
    /// <summary>The number, or null where it is not defined.</summary>
    /// <param name="measured">The measured number.</param>
    public static double? OrNull(this Measured<double> measured) => measured.IsDefined ? measured.Value : null;
}
