using DiversityBench.Metrics.Sets;

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

    /// <summary>Adds effect and variance of each labelling of a block to what is there; NaN where they are not defined. Only of cheap statistics.</summary>
    /// <param name="block">Labellings: the first sets are base, the second aligned.</param>
    /// <param name="buffer">Working memory, at least <see cref="LabelBlock.Width"/> times as long as the pool.</param>
    /// <param name="effects">[<see cref="LabelBlock.Width"/>].</param>
    /// <param name="variances">[<see cref="LabelBlock.Width"/>].</param>
    void AddEstimates(LabelBlock block, Span<double> buffer, Span<double> effects, Span<double> variances);

    /// <summary>The effect alone.</summary>
    double? Effect(ReadOnlySpan<int> baseMembers, ReadOnlySpan<int> alignedMembers);

    /// <summary>Why there is no estimate, in words.</summary>
    string WhyUndefined(ReadOnlySpan<int> baseMembers, ReadOnlySpan<int> alignedMembers);
}
