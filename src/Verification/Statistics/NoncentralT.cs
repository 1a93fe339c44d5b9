using MathNet.Numerics;
using MathNet.Numerics.Integration;
using MathNet.Numerics.RootFinding;

namespace DiversityBench.Verification.Statistics;

/// <summary>
/// Noncentral t distribution: T = (Z + noncentrality) / S with S the root of a chi-squared over its degrees of freedom.
/// P(T &lt;= t) is the integral of Phi(t s - noncentrality) over the density of S, by Gauss-Legendre panels: no series, so that
/// large noncentralities neither underflow nor lose digits.
/// </summary>
public static class NoncentralT
{
    private const int Panels = 6;
    private static readonly GaussLegendreRule Rule = new(-1, 1, 16);

    /// <summary>P(T &lt;= t), accurate to about 1e-12 from one degree of freedom on.</summary>
    public static double Cdf(double t, double degreesOfFreedom, double noncentrality)
    {
        var spread = 9 / Math.Sqrt(2 * degreesOfFreedom);
        var low = Math.Max(0, 1 - spread);
        var high = 1 + spread;

        // The integrand turns where t s = noncentrality, within a few 1/|t|: panels of their own there.
        List<double> breaks = [low, high];
        if (t != 0)
        {
            foreach (var step in (ReadOnlySpan<double>)[-8, -2, 2, 8])
                breaks.Add(Math.Clamp((noncentrality / t) + (step / Math.Abs(t)), low, high));
        }

        breaks.Sort();
        var sum = 0.0;
        for (var i = 1; i < breaks.Count; i++)
        {
            if (breaks[i] > breaks[i - 1])
                sum += Integrate(breaks[i - 1], breaks[i], t, degreesOfFreedom, noncentrality);
        }

        return Math.Clamp(sum, 0, 1);
    }

    private static double Integrate(double from, double to, double t, double df, double noncentrality)
    {
        var logScale = Math.Log(2) + (df / 2 * Math.Log(df / 2)) - SpecialFunctions.GammaLn(df / 2);
        var width = (to - from) / Panels;
        var sum = 0.0;
        for (var panel = 0; panel < Panels; panel++)
        {
            var middle = from + ((panel + 0.5) * width);
            for (var k = 0; k < Rule.Order; k++)
            {
                var s = middle + (Rule.GetAbscissa(k) * width / 2);
                var density = Math.Exp(logScale + ((df - 1) * Math.Log(s)) - (df * s * s / 2));
                sum += Rule.GetWeight(k) * width / 2 * density * Distributions.NormalCdf((t * s) - noncentrality);
            }
        }

        return sum;
    }

    /// <summary>The noncentrality at which P(T &lt;= t) = p, p in (0, 1); the function falls in the noncentrality.</summary>
    public static double NoncentralityAt(double t, double degreesOfFreedom, double p)
    {
        double low = t - 4, high = t + 4;
        while (Cdf(t, degreesOfFreedom, low) < p)
            low -= high - low;
        while (Cdf(t, degreesOfFreedom, high) > p)
            high += high - low;
        return Brent.FindRoot(x => Cdf(t, degreesOfFreedom, x) - p, low, high, 1e-10, 200);
    }
}
