using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>95 % interval of a ratio of two correlated estimates (Fieller 1954, J. R. Stat. Soc. B 16:175).</summary>
public static class RatioInterval
{
    /// <summary>
    /// All ratios r at which numerator - r denominator does not differ from 0. Undefined where the denominator itself does not differ from 0,
    /// since the interval is then without bound. 4 over 2 with variances 0.04 and 0.01, uncorrelated, t = 2: 1.735 to 2.305.
    /// </summary>
    /// <param name="numerator">Estimate above the line.</param>
    /// <param name="denominator">Estimate below the line.</param>
    /// <param name="ofNumerator">Variance of the numerator.</param>
    /// <param name="ofDenominator">Variance of the denominator.</param>
    /// <param name="covariance">Covariance of the two.</param>
    /// <param name="quantile">97.5 % quantile of the estimates over their errors.</param>
    public static Measured<Interval> Fieller(double numerator, double denominator, double ofNumerator, double ofDenominator, double covariance, double quantile)
    {
        var t2 = quantile * quantile;
        var a = (denominator * denominator) - (t2 * ofDenominator);
        if (!(a > 0))
            return new Undefined("the denominator is not distinguishable from 0");
        var b = (numerator * denominator) - (t2 * covariance);
        var c = (numerator * numerator) - (t2 * ofNumerator);
        var root = Math.Sqrt(Math.Max(0, (b * b) - (a * c)));
        return new Interval((b - root) / a, (b + root) / a);
    }
}
