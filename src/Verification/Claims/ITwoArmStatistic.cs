namespace DiversityBench.Verification.Claims;

/// <summary>A comparison of two disjoint sets of one prompt's pooled samples, safe to use from several threads.</summary>
internal interface ITwoArmStatistic
{
    /// <summary>Whether an estimate costs so little that thousands of relabellings can be studentised.</summary>
    bool IsCheap { get; }

    /// <summary>Effect and variances, or null where they are not defined for this labelling.</summary>
    /// <param name="baseMembers">Samples labelled base.</param>
    /// <param name="alignedMembers">Samples labelled aligned.</param>
    /// <param name="buffer">Working memory, at least as long as the pool.</param>
    TwoArmEstimate? Estimate(ReadOnlySpan<int> baseMembers, ReadOnlySpan<int> alignedMembers, Span<double> buffer);

    /// <summary>The effect alone.</summary>
    double? Effect(ReadOnlySpan<int> baseMembers, ReadOnlySpan<int> alignedMembers);

    /// <summary>Why there is no estimate, in words.</summary>
    string WhyUndefined(ReadOnlySpan<int> baseMembers, ReadOnlySpan<int> alignedMembers);
}
