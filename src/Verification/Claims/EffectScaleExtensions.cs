namespace DiversityBench.Verification.Claims;

/// <summary>What a scale does to the figures of the arms.</summary>
internal static class EffectScaleExtensions
{
    /// <summary>Whether figures are compared by the logarithm of their ratio.</summary>
    public static bool IsLogRatio(this EffectScale scale) => scale is EffectScale.LogRatioDecrease or EffectScale.LogRatioIncrease;

    /// <summary>Sign that makes aligned less base positive in the claimed direction.</summary>
    public static double Sign(this EffectScale scale) => scale is EffectScale.Decrease or EffectScale.LogRatioDecrease ? -1 : 1;
}
