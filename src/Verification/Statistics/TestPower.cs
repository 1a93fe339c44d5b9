using DiversityBench.Metrics;

namespace DiversityBench.Verification.Statistics;

/// <summary>Power of t tests by the noncentral t distribution.</summary>
public static class TestPower
{
    /// <summary>Power of a one-sided test against an effect of <paramref name="noncentrality"/> standard errors.</summary>
    public static double OneSided(double noncentrality, double degreesOfFreedom, double alpha) =>
        1 - NoncentralT.Cdf(Distributions.StudentTQuantile(1 - alpha, degreesOfFreedom), degreesOfFreedom, noncentrality);

    /// <summary>Power of a two-sided test, both tails counted.</summary>
    public static double TwoSided(double noncentrality, double degreesOfFreedom, double alpha)
    {
        var critical = Distributions.StudentTQuantile(1 - (alpha / 2), degreesOfFreedom);
        return 1 - NoncentralT.Cdf(critical, degreesOfFreedom, noncentrality) + NoncentralT.Cdf(-critical, degreesOfFreedom, noncentrality);
    }

    /// <summary>Power of the two-sided two-sample t test against <paramref name="effect"/> standard deviations.</summary>
    public static Measured<double> TwoSample(double effect, int samplesX, int samplesY, double alpha = 0.05) =>
        samplesX < 1 || samplesY < 1 || samplesX + samplesY < 3
            ? new Undefined("no degrees of freedom")
            : TwoSided(TwoSampleNoncentrality(effect, samplesX, samplesY), samplesX + samplesY - 2, alpha);

    /// <summary>Noncentrality of the two-sample t test of <paramref name="effect"/> standard deviations.</summary>
    public static double TwoSampleNoncentrality(double effect, double samplesX, double samplesY) =>
        effect * Math.Sqrt(samplesX * samplesY / (samplesX + samplesY));

    /// <summary>Effect in standard errors that a one-sided test detects with the given power.</summary>
    public static double DetectableNoncentrality(double degreesOfFreedom, double alpha, double power) =>
        NoncentralT.NoncentralityAt(Distributions.StudentTQuantile(1 - alpha, degreesOfFreedom), degreesOfFreedom, 1 - power);

    /// <summary>
    /// Samples at which a one-sided test detects <paramref name="effect"/> with the given power, when <paramref name="samples"/> of them
    /// give <paramref name="standardError"/>; the error falls with the root of the samples, the degrees of freedom grow with them.
    /// </summary>
    /// <returns>Null above a thousand million samples.</returns>
    public static int? SamplesNeeded(double effect, double standardError, double samples, double degreesOfFreedom, double alpha, double power) =>
        FirstSufficient(n => OneSided(
            effect / (standardError * Math.Sqrt(samples / n)), Math.Max(1, degreesOfFreedom * n / samples), alpha) >= power);

    /// <summary>Samples per arm at which a two-sided two-sample t test detects <paramref name="effect"/> standard deviations.</summary>
    /// <returns>Null above a thousand million samples.</returns>
    public static int? SamplesPerArm(double effect, double alpha, double power) =>
        FirstSufficient(n => TwoSided(TwoSampleNoncentrality(effect, n, n), (2 * n) - 2, alpha) >= power);

    private static int? FirstSufficient(Func<double, bool> suffices)
    {
        double low = 1, high = 2;
        while (!suffices(high))
        {
            low = high;
            high *= 2;
            if (high > 1e9)
                return null;
        }

        while (high - low > 1)
        {
            var middle = Math.Floor((low + high) / 2);
            (low, high) = suffices(middle) ? (low, middle) : (middle, high);
        }

        return (int)high;
    }
}
