using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace DiversityBench.Verification.Statistics;

/// <summary>Distribution functions and quantiles of the test statistics. No tail is computed by subtraction from one.</summary>
public static class Distributions
{
    /// <summary>P(Z &lt;= z) of the standard normal distribution; the upper tail is that of -z.</summary>
    public static double NormalCdf(double z) => 0.5 * SpecialFunctions.Erfc(-z / Constants.Sqrt2);

    /// <summary>The z with P(Z &lt;= z) = p, p in (0, 1).</summary>
    public static double NormalQuantile(double p) => Normal.InvCDF(0, 1, p);

    /// <summary>P(T &lt;= t) of Student's t distribution; the upper tail is that of -t.</summary>
    public static double StudentTCdf(double t, double degreesOfFreedom)
    {
        if (double.IsInfinity(t))
            return t > 0 ? 1 : 0;
        var x = degreesOfFreedom / (degreesOfFreedom + (t * t));
        var y = t * t / (degreesOfFreedom + (t * t));
        if (y < x && t * t < 1)
        {
            var half = 0.5 * IncompleteFunctions.Beta(0.5, degreesOfFreedom / 2, y, x);
            return t > 0 ? 0.5 + half : 0.5 - half;
        }

        var tail = 0.5 * IncompleteFunctions.Beta(degreesOfFreedom / 2, 0.5, x, y);
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The t with P(T &lt;= t) = p, p in (0, 1).</summary>
    public static double StudentTQuantile(double p, double degreesOfFreedom)
    {
        if (p == 0.5)
            return 0;
        var tail = Math.Log(p < 0.5 ? p : 1 - p);
        var logT = Root(u => tail - Math.Log(StudentTCdf(-Math.Exp(u), degreesOfFreedom)));
        return p < 0.5 ? -Math.Exp(logT) : Math.Exp(logT);
    }

    /// <summary>P(X &lt;= x) of the chi-squared distribution.</summary>
    public static double ChiSquaredCdf(double x, double degreesOfFreedom) => IncompleteFunctions.Gamma(degreesOfFreedom / 2, x / 2).Lower;

    /// <summary>P(X &gt; x) of the chi-squared distribution.</summary>
    public static double ChiSquaredSurvival(double x, double degreesOfFreedom) => IncompleteFunctions.Gamma(degreesOfFreedom / 2, x / 2).Upper;

    /// <summary>The x with P(X &lt;= x) = p of the chi-squared distribution, p in (0, 1).</summary>
    public static double ChiSquaredQuantile(double p, double degreesOfFreedom) => Math.Exp(p < 0.5
        ? Root(u => Math.Log(ChiSquaredCdf(Math.Exp(u), degreesOfFreedom)) - Math.Log(p))
        : Root(u => Math.Log(1 - p) - Math.Log(ChiSquaredSurvival(Math.Exp(u), degreesOfFreedom))));

    /// <summary>P(F &gt; f) of the F distribution.</summary>
    public static double FSurvival(double f, double numeratorDegrees, double denominatorDegrees)
    {
        var total = denominatorDegrees + (numeratorDegrees * f);
        return IncompleteFunctions.Beta(denominatorDegrees / 2, numeratorDegrees / 2, denominatorDegrees / total, numeratorDegrees * f / total);
    }

    /// <summary>P(B &lt;= x) of the beta distribution.</summary>
    public static double BetaCdf(double x, double a, double b) => IncompleteFunctions.Beta(a, b, x, 1 - x);

    /// <summary>The x with P(B &lt;= x) = p of the beta distribution.</summary>
    public static double BetaQuantile(double p, double a, double b)
    {
        double low = 0, high = 1;
        for (var step = 0; step < 200 && high - low > 1e-16 * high; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = BetaCdf(middle, a, b) < p ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>Root of a rising function of a logarithm: doubling steps out from 0, then halving.</summary>
    private static double Root(Func<double, double> rising)
    {
        double low = -1, high = 1;
        while (rising(low) > 0 && low > -700)
            low *= 2;
        while (rising(high) < 0 && high < 700)
            high *= 2;
        for (var step = 0; step < 100 && high - low > 1e-15 * Math.Max(1, Math.Abs(low)); step++)
        {
            var middle = (low + high) / 2;
            (low, high) = rising(middle) < 0 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
