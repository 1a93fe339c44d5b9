using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>Difference or log ratio of a set metric between the arms, oriented so that positive is the claimed direction.</summary>
internal sealed class MetricDifference(ISetMetric metric, EffectScale scale) : ITwoArmStatistic
{
    private readonly bool logarithm = scale.IsLogRatio();
    private readonly double sign = scale.Sign();

    public bool IsCheap => metric is IBlockMetric;

    public TwoArmEstimate? Estimate(ReadOnlySpan<int> baseMembers, ReadOnlySpan<int> alignedMembers, Span<double> buffer)
    {
        if (Jackknife.Of(metric, baseMembers, logarithm, buffer) is not { } ofBase
            || Jackknife.Of(metric, alignedMembers, logarithm, buffer) is not { } ofAligned)
            return null;
        return new TwoArmEstimate(sign * (ofAligned.Figure - ofBase.Figure), ofBase, ofAligned);
    }

    public void AddEstimates(LabelBlock block, Span<double> buffer, Span<double> effects, Span<double> variances)
    {
        Span<double> ofBase = stackalloc double[LabelBlock.Width], ofAligned = stackalloc double[LabelBlock.Width];
        Span<double> varianceOfBase = stackalloc double[LabelBlock.Width], varianceOfAligned = stackalloc double[LabelBlock.Width];
        BlockJackknife.Of((IBlockMetric)metric, block, logarithm, buffer, ofBase, ofAligned, varianceOfBase, varianceOfAligned);
        for (var b = 0; b < effects.Length; b++)
        {
            effects[b] += sign * (ofAligned[b] - ofBase[b]);
            variances[b] += varianceOfBase[b] + varianceOfAligned[b];
        }
    }

    public double? Effect(ReadOnlySpan<int> baseMembers, ReadOnlySpan<int> alignedMembers)
    {
        if (metric.Value(baseMembers) is not { } ofBase || metric.Value(alignedMembers) is not { } ofAligned)
            return null;
        if (!logarithm)
            return sign * (ofAligned - ofBase);
        return ofBase > 0 && ofAligned > 0 ? sign * Math.Log(ofAligned / ofBase) : null;
    }

    public string WhyUndefined(ReadOnlySpan<int> baseMembers, ReadOnlySpan<int> alignedMembers) =>
        WhyUndefined(baseMembers, "base") ?? WhyUndefined(alignedMembers, "aligned") ?? "without one of its samples the figure of an arm is not defined";

    private string? WhyUndefined(ReadOnlySpan<int> members, string arm)
    {
        if (metric.Value(members) is not { } value)
            return $"the figure is not defined for the {arm} samples";
        if (!logarithm || value > 0)
            return null;
        if (metric is Spread)
            return $"zero variance in {arm}: the log-ratio is not finite";
        return value == 0 ? $"the {arm} figure is 0: a ratio needs positive figures" : $"the {arm} figure is negative: a ratio needs positive figures";
    }
}
