namespace DiversityBench.Verification.Statistics;

/// <summary>Power of one-sided t tests by the noncentral t distribution.</summary>
public static class TestPower
{
    /// <summary>Power against an effect of <paramref name="noncentrality"/> standard errors.</summary>
    public static double OneSided(double noncentrality, double degreesOfFreedom, double alpha) =>
        1 - NoncentralT.Cdf(Distributions.StudentTQuantile(1 - alpha, degreesOfFreedom), degreesOfFreedom, noncentrality);

    /// <summary>Effect in standard errors that is detected with the given power.</summary>
    public static double DetectableNoncentrality(double degreesOfFreedom, double alpha, double power) =>
        NoncentralT.NoncentralityAt(Distributions.StudentTQuantile(1 - alpha, degreesOfFreedom), degreesOfFreedom, 1 - power);

    /// <summary>
    /// Samples at which <paramref name="effect"/> is detected with the given power, when <paramref name="samples"/> of them give
    /// <paramref name="standardError"/>; the error falls with the root of the samples, the degrees of freedom grow with them.
    /// </summary>
    /// <returns>Null above a thousand million samples.</returns>
    public static int? SamplesNeeded(double effect, double standardError, double samples, double degreesOfFreedom, double alpha, double power)
    {
        bool Suffices(double n)
        {
            var df = Math.Max(1, degreesOfFreedom * n / samples);
            var detectable = DetectableNoncentrality(df, alpha, power) * standardError * Math.Sqrt(samples / n);
            return detectable <= effect;
        }

        double low = 1, high = 2;
        while (!Suffices(high))
        {
            low = high;
            high *= 2;
            if (high > 1e9)
                return null;
        }

        while (high - low > 1)
        {
            var middle = Math.Floor((low + high) / 2);
            (low, high) = Suffices(middle) ? (low, middle) : (middle, high);
        }

        return (int)high;
    }
}
