namespace DiversityBench.Verification.Claims;

/// <summary>The oriented effect of one prompt and the variance that each arm brings to it.</summary>
internal readonly record struct TwoArmEstimate(double Effect, double BaseVariance, double AlignedVariance, double BaseValue, double AlignedValue)
{
    public double Variance => BaseVariance + AlignedVariance;
}
