using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>ln of the ratio of two means, interval by the delta method; the means must be positive.</summary>
public static class LogRatio
{
    /// <summary>ln(mean of x / mean of y), x the aligned arm and y the base.</summary>
    public static Measured<EffectSize> OfMeans(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (!x.IsEmpty && !y.IsEmpty && Sample.Flaw(x) is null && Sample.Flaw(y) is null)
        {
            if (Sample.MeanOf(y) == 0 || Sample.MeanOf(x) == 0)
                return new Undefined($"the {(Sample.MeanOf(y) == 0 ? "base" : "aligned")} figure is 0");
            if (Sample.MeanOf(x) < 0 || Sample.MeanOf(y) < 0)
                return new Undefined("a ratio needs positive figures");
        }

        if (Sample.Flaw(x, y) is { } flaw)
            return new Undefined(flaw);
        var (meanX, meanY) = (Sample.MeanOf(x), Sample.MeanOf(y));
        var value = Math.Log(meanX / meanY);
        var half = Distributions.NormalQuantile(0.975) * Math.Sqrt(Relative(x, meanX) + Relative(y, meanY));
        return new EffectSize(value, new Interval(value - half, value + half), "delta method");
    }

    /// <summary>ln(variance of x / variance of y), interval by the jackknife of the logarithms, since that of F holds for normal samples only.</summary>
    public static Measured<EffectSize> OfVariances(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (Sample.Flaw(x, y) is { } flaw)
            return new Undefined(flaw);
        if (Sample.AllEqual(x) || Sample.AllEqual(y))
            return new Undefined($"zero variance in {(Sample.AllEqual(x) ? "x" : "y")}: the log-ratio is not finite");
        var (ofX, ofY) = (LogVariance(x), LogVariance(y));
        if (ofX is not { } first || ofY is not { } second)
            return new Undefined("one sample makes up the whole variance of an arm");
        var value = first.Figure - second.Figure;
        var half = Distributions.NormalQuantile(0.975) * Math.Sqrt(first.Variance + second.Variance);
        return new EffectSize(value, new Interval(value - half, value + half), "delete-one jackknife");
    }

    private static double Relative(ReadOnlySpan<double> values, double mean) =>
        Sample.SumOfSquares(values) / (values.Length - 1) / values.Length / (mean * mean);

    private static JackknifeEstimate? LogVariance(ReadOnlySpan<double> values)
    {
        var metric = DiversityBench.Metrics.Sets.Spread.Variance(values.ToArray());
        int[] all = [.. Enumerable.Range(0, values.Length)];
        return Jackknife.Of(metric, all, true, new double[values.Length]);
    }
}
