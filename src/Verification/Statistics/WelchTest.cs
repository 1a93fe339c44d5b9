using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>Welch's t test of two means with unequal variances (Welch 1947).</summary>
public static class WelchTest
{
    /// <summary>The test of mean x - mean y.</summary>
    public static Measured<WelchResult> Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (Sample.Flaw(x, y) is { } flaw)
            return new Undefined(flaw);
        double n = x.Length, m = y.Length;
        var ofX = Sample.SumOfSquares(x) / (n - 1) / n;
        var ofY = Sample.SumOfSquares(y) / (m - 1) / m;
        var error = Math.Sqrt(ofX + ofY);
        var df = (ofX + ofY) * (ofX + ofY) / ((ofX * ofX / (n - 1)) + (ofY * ofY / (m - 1)));
        var difference = Sample.MeanOf(x) - Sample.MeanOf(y);
        var half = Distributions.StudentTQuantile(0.975, df) * error;
        var p = 2 * Distributions.StudentTCdf(-Math.Abs(difference / error), df);
        return new WelchResult(difference / error, df, p, new Interval(difference - half, difference + half));
    }
}
