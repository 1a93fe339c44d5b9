namespace DiversityBench.Metrics.Sets;

/// <summary>
/// A metric whose leave-one-out values can all be equal although the samples could have come out otherwise (every label distinct,
/// every sample the same, equal counts): the jackknife then says 0, and this says what one sample more or less would.
/// </summary>
public interface IFlooredVariance
{
    /// <summary>Smallest credible variance of the metric.</summary>
    /// <param name="value">The metric.</param>
    /// <param name="members">Number of samples it was computed of.</param>
    double SmallestVariance(double value, int members);
}
