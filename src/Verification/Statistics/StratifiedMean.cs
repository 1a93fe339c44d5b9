using DiversityBench.Metrics;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>Mean of the means of fixed strata, as a claim weighs its prompts, with its error over samples.</summary>
/// <param name="Value">The mean.</param>
/// <param name="Variance">Variance of the mean.</param>
/// <param name="DegreesOfFreedom">Of the variance (Welch and Satterthwaite).</param>
public sealed record StratifiedMean(double Value, double Variance, double DegreesOfFreedom)
{
    /// <summary>95 % interval by Student's t.</summary>
    public Interval Interval
    {
        get
        {
            var half = Variance > 0 ? Distributions.StudentTQuantile(0.975, DegreesOfFreedom) * Math.Sqrt(Variance) : 0;
            return new Interval(Value - half, Value + half);
        }
    }

    /// <summary>The mean of strata. Undefined without strata, for a stratum of one sample or none, and where a value is not finite.</summary>
    /// <param name="strata">[strata][samples].</param>
    public static Measured<StratifiedMean> Of(IReadOnlyList<IReadOnlyList<double>> strata)
    {
        var estimates = new List<JackknifeEstimate>();
        foreach (var stratum in strata)
        {
            double[] values = [.. stratum];
            if (!Sample.Variance(values).TryGet(out var variance, out var undefined))
                return undefined;
            var mean = Sample.MeanOf(values);
            estimates.Add(new JackknifeEstimate(mean, mean, variance / values.Length, values.Length - 1, variance > 0));
        }

        return Of(estimates);
    }

    /// <summary>The mean of set-level metrics, one a stratum, each over its whole pool. Undefined without strata, and where one of them is.</summary>
    public static Measured<StratifiedMean> OfSets(IReadOnlyList<ISetMetric> strata)
    {
        var estimates = new List<JackknifeEstimate>(strata.Count);
        foreach (var metric in strata)
        {
            if (Jackknife.Of(metric, [.. Enumerable.Range(0, metric.Count)], logarithm: false, new double[metric.Count]) is not { } estimate)
                return new Undefined(FormattableString.Invariant($"the figure of {metric.Count} samples is not defined"));
            estimates.Add(estimate);
        }

        return Of(estimates);
    }

    /// <summary>The mean of estimates, one a stratum. Undefined without strata.</summary>
    public static Measured<StratifiedMean> Of(IReadOnlyList<JackknifeEstimate> strata)
    {
        if (strata.Count == 0)
            return new Undefined("no samples");
        var m = (double)strata.Count;
        var variance = strata.Sum(s => s.Variance);
        var squares = strata.Sum(s => s.Variance * s.Variance / s.DegreesOfFreedom);
        return new StratifiedMean(strata.Average(s => s.Figure), variance / (m * m), squares > 0 ? variance * variance / squares : strata.Sum(s => s.DegreesOfFreedom));
    }
}
