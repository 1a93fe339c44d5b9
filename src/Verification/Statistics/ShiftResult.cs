namespace DiversityBench.Verification.Statistics;

/// <summary>How far two distributions of labels lie apart. Distances are Jensen-Shannon distances to base 2: 0 (equal) … 1 (no label in common).</summary>
/// <param name="Distance">Distance of the observed shares; biased upwards, since samples of one distribution differ too.</param>
/// <param name="ByChance">What chance alone gives at these numbers of samples, root mean square.</param>
/// <param name="PValue">Share of chance results at least as large, in (0, 1].</param>
/// <param name="Before">Samples of the first.</param>
/// <param name="After">Samples of the second; 0 where it is known exactly.</param>
public sealed record ShiftResult(double Distance, double ByChance, double PValue, int Before, int After)
{
    /// <summary>Divergence (squared distance) above chance, in bits; may be negative.</summary>
    public double ExcessInBits => (Distance * Distance) - (ByChance * ByChance);

    /// <summary>Root of the divergence above chance, 0 where there is none.</summary>
    public double DistanceAboveChance => Math.Sqrt(Math.Max(0, ExcessInBits));
}
