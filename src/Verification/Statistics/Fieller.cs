using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>Interval of a ratio of two correlated estimates (Fieller 1954, J. R. Statist. Soc. B 16:175).</summary>
public static class Fieller
{
    /// <summary>The ratio numerator / denominator; undefined where the denominator cannot be told from 0, since every ratio is then possible.</summary>
    /// <param name="numerator">Estimate above the line.</param>
    /// <param name="denominator">Estimate below it.</param>
    /// <param name="ofNumerator">Variance of the numerator.</param>
    /// <param name="ofDenominator">Variance of the denominator.</param>
    /// <param name="covariance">Covariance of both.</param>
    /// <param name="quantile">Quantile of t or of the normal distribution at the level of the interval.</param>
    public static Measured<EffectSize> Of(double numerator, double denominator, double ofNumerator, double ofDenominator, double covariance, double quantile)
    {
        var g = quantile * quantile * ofDenominator / (denominator * denominator);
        if (!(g < 1))
            return new Undefined("the interval of the whole change contains 0");
        var ratio = numerator / denominator;
        var perDenominator = ofDenominator > 0 ? covariance / ofDenominator : 0;
        var spread = ofNumerator - (2 * ratio * covariance) + (ratio * ratio * ofDenominator) - (g * (ofNumerator - (perDenominator * covariance)));
        var half = quantile / Math.Abs(denominator) * Math.Sqrt(Math.Max(0, spread));
        var centre = ratio - (g * perDenominator);
        return new EffectSize(ratio, new Interval((centre - half) / (1 - g), (centre + half) / (1 - g)), "Fieller");
    }
}
