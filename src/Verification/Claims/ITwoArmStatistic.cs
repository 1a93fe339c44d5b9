namespace DiversityBench.Verification.Claims;

/// <summary>A comparison of two disjoint sets of one prompt's pooled samples, safe to use from several threads.</summary>
internal interface ITwoArmStatistic
{
    /// <summary>Effect and variances, or null where they are not defined for this labelling.</summary>
    /// <param name="baseMembers">Samples labelled base.</param>
    /// <param name="alignedMembers">Samples labelled aligned.</param>
    /// <param name="buffer">Working memory, at least as long as the pool.</param>
    TwoArmEstimate? Estimate(ReadOnlySpan<int> baseMembers, ReadOnlySpan<int> alignedMembers, Span<double> buffer);
}
