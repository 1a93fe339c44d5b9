using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>The oriented effect of one prompt and what each arm brings to it; variances are those of the effect's terms.</summary>
internal readonly record struct TwoArmEstimate(double Effect, JackknifeEstimate Base, JackknifeEstimate Aligned)
{
    public double Variance => Base.Variance + Aligned.Variance;

    public bool HasVariance => Base.HasVariance || Aligned.HasVariance;
}
