using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>Difference or log ratio of a set metric between the arms, oriented so that positive is the claimed direction.</summary>
internal sealed class MetricDifference(ISetMetric metric, EffectScale scale) : ITwoArmStatistic
{
    private readonly bool logarithm = scale is EffectScale.LogRatioDecrease or EffectScale.LogRatioIncrease;
    private readonly double sign = scale is EffectScale.Decrease or EffectScale.LogRatioDecrease ? -1 : 1;

    public TwoArmEstimate? Estimate(ReadOnlySpan<int> baseMembers, ReadOnlySpan<int> alignedMembers, Span<double> buffer)
    {
        if (Jackknife.Of(metric, baseMembers, logarithm, buffer) is not { } ofBase
            || Jackknife.Of(metric, alignedMembers, logarithm, buffer) is not { } ofAligned)
            return null;
        return new TwoArmEstimate(sign * (ofAligned.Figure - ofBase.Figure), ofBase.Variance, ofAligned.Variance, ofBase.Value, ofAligned.Value);
    }
}
