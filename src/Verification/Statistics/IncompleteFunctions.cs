using MathNet.Numerics;

namespace DiversityBench.Verification.Statistics;

/// <summary>
/// Regularised incomplete beta and gamma functions to about 1e-14 also for large parameters: the leading factor by Loader's
/// saddle-point form (2000), whose terms do not cancel, times a continued fraction or a series.
/// </summary>
internal static class IncompleteFunctions
{
    private const int MostTerms = 1_000_000;
    private const double Tiny = 1e-300;

    /// <summary>I_x(a, b) with y = 1 - x given apart, so that neither end loses digits.</summary>
    public static double Beta(double a, double b, double x, double y)
    {
        if (x <= 0 || y <= 0)
            return x <= 0 ? 0 : 1;
        var n = a + b;
        var excess = (a * y) - (b * x);
        var factor = a * b / n * Math.Exp(Stirling(n) - Stirling(a) - Stirling(b) - Deviance(a, n * x, excess) - Deviance(b, n * y, -excess))
            * Math.Sqrt(n / (Constants.Pi2 * a * b));
        return x < (a + 1) / (n + 2) ? factor * Fraction(a, b, x, y) : 1 - (factor * Fraction(b, a, y, x));
    }

    /// <summary>P(a, x) and Q(a, x) = 1 - P(a, x), neither by subtraction where it is small.</summary>
    public static (double Lower, double Upper) Gamma(double a, double x)
    {
        if (x <= 0)
            return (0, 1);
        var factor = Math.Exp(-Stirling(a) - Deviance(a, x, a - x)) / Math.Sqrt(Constants.Pi2 * a);
        if (x < a + 1)
        {
            double term = 1, sum = 1;
            for (var k = 1; k < MostTerms && term > 1e-17 * sum; k++)
                sum += term *= x / (a + k);
            return (factor * sum, 1 - (factor * sum));
        }

        // Lentz' method on Legendre's fraction.
        var b = x + 1 - a;
        double c = 1 / Tiny, d = 1 / b, h = d;
        for (var k = 1; k < MostTerms; k++)
        {
            var numerator = -k * (k - a);
            b += 2;
            d = 1 / NonZero((numerator * d) + b);
            c = NonZero(b + (numerator / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16)
                break;
        }

        var upper = factor * a * h;
        return (1 - upper, upper);
    }

    /// <summary>Continued fraction of DiDonato and Morris (1992), in which x near 1 and large a do not cancel; Lentz' method.</summary>
    private static double Fraction(double a, double b, double x, double y)
    {
        var excess = (a * y) - (b * x) + 1;
        var h = NonZero(a * excess / (a + 1));
        double c = h, d = 0;
        for (var n = 1; n < MostTerms; n++)
        {
            var even = a + (2.0 * n);
            var numerator = (a + n - 1) * (a + b + n - 1) * n * (b - n) * x * x / ((even - 1) * (even - 1));
            var denominator = n + (n * (b - n) * x / (even - 1)) + ((a + n) * (excess + (n * (1 + y))) / (even + 1));
            d = 1 / NonZero(denominator + (numerator * d));
            c = NonZero(denominator + (numerator / c));
            h *= c * d;
            if (Math.Abs((c * d) - 1) < 1e-16)
                break;
        }

        return 1 / h;
    }

    private static double NonZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    /// <summary>ln Gamma(z + 1) minus Stirling's approximation.</summary>
    private static double Stirling(double z)
    {
        if (z <= 16)
            return SpecialFunctions.GammaLn(z + 1) - ((z + 0.5) * Math.Log(z)) + z - Constants.LogSqrt2Pi;
        var s = 1 / (z * z);
        return (1.0 / 12 - (s * (1.0 / 360 - (s * (1.0 / 1260 - (s * (1.0 / 1680 - (s / 1188)))))))) / z;
    }

    /// <summary>x ln(x / m) + m - x, with x - m given apart, since near the mode it is all that counts.</summary>
    private static double Deviance(double x, double m, double excess)
    {
        if (Math.Abs(excess) > 0.1 * (x + m))
            return (x * Math.Log(x / m)) - excess;
        var v = excess / (x + m);
        var sum = excess * v;
        var power = 2 * x * v;
        for (var k = 3; k < 1000; k += 2)
        {
            power *= v * v;
            var next = sum + (power / k);
            if (next == sum)
                break;
            sum = next;
        }

        return sum;
    }
}
