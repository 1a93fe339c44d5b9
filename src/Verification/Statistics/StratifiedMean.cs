using DiversityBench.Metrics;
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
        if (strata.Count == 0)
            return new Undefined("no samples");
        double sum = 0, variance = 0, squares = 0;
        foreach (var stratum in strata)
        {
            double[] values = [.. stratum];
            if (!Sample.Variance(values).TryGet(out var spread, out var undefined))
                return undefined;
            sum += Sample.MeanOf(values);
            var ofMean = spread / values.Length;
            variance += ofMean;
            squares += ofMean * ofMean / (values.Length - 1);
        }

        var m = (double)strata.Count;
        return new StratifiedMean(sum / m, variance / (m * m), squares > 0 ? variance * variance / squares : strata.Sum(s => s.Count - 1));
    }
}
