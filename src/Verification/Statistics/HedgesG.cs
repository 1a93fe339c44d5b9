using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;
using MathNet.Numerics;

namespace DiversityBench.Verification.Statistics;

/// <summary>
/// Hedges' g: difference of means over the pooled standard deviation, times the exact small-sample correction
/// Gamma(df/2) / (sqrt(df/2) Gamma((df-1)/2)); interval from the noncentral t distribution (Hedges 1981).
/// </summary>
public static class HedgesG
{
    /// <summary>g of x (aligned) over y (base).</summary>
    public static Measured<EffectSize> Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (Sample.Flaw(x, y) is { } flaw)
            return new Undefined(flaw);
        double n = x.Length, m = y.Length;
        var df = n + m - 2;
        var deviation = Math.Sqrt((Sample.SumOfSquares(x) + Sample.SumOfSquares(y)) / df);
        var d = (Sample.MeanOf(x) - Sample.MeanOf(y)) / deviation;
        var correction = Correction(df);
        var scale = Math.Sqrt(n * m / (n + m));
        var interval = new Interval(
            correction * NoncentralT.NoncentralityAt(d * scale, df, 0.975) / scale,
            correction * NoncentralT.NoncentralityAt(d * scale, df, 0.025) / scale);
        return new EffectSize(correction * d, interval, "noncentral t");
    }

    /// <summary>Factor that makes d unbiased; 1 - 3 / (4 df - 1) to first order. Needs more than one degree of freedom.</summary>
    public static double Correction(double degreesOfFreedom) => Math.Exp(
        SpecialFunctions.GammaLn(degreesOfFreedom / 2) - SpecialFunctions.GammaLn((degreesOfFreedom - 1) / 2) - (0.5 * Math.Log(degreesOfFreedom / 2)));
}
