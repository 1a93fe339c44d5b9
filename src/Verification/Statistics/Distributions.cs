using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace DiversityBench.Verification.Statistics;

/// <summary>Distribution functions and quantiles of the test statistics. Tails are computed without cancellation.</summary>
public static class Distributions
{
    /// <summary>P(Z &lt;= z) of the standard normal distribution.</summary>
    public static double NormalCdf(double z) => 0.5 * SpecialFunctions.Erfc(-z / Constants.Sqrt2);

    /// <summary>The z with P(Z &lt;= z) = p.</summary>
    public static double NormalQuantile(double p) => Normal.InvCDF(0, 1, p);

    /// <summary>P(T &lt;= t) of Student's t distribution.</summary>
    public static double StudentTCdf(double t, double degreesOfFreedom) => StudentT.CDF(0, 1, degreesOfFreedom, t);

    /// <summary>The t with P(T &lt;= t) = p.</summary>
    public static double StudentTQuantile(double p, double degreesOfFreedom) => StudentT.InvCDF(0, 1, degreesOfFreedom, p);
}
