using DiversityBench.Metrics.Attractors;
using DiversityBench.Suites.Attractors;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Suites.AttractorControls;

/// <summary>A difference in return, aligned less base, with what a ratio of two such differences needs.</summary>
/// <param name="Figure">The difference and its interval.</param>
/// <param name="Evidence">Its error and degrees of freedom.</param>
/// <param name="OfBase">Variance of the base's rate, which all differences from this base share; null where it is not known.</param>
internal sealed record ReturnDifference(Figure Figure, ClaimEvidence Evidence, double? OfBase)
{
    public static ReturnDifference Of(ExperimentSamples samples, PushedPair pair, string name, Func<PushedReturns, IReadOnlyList<double>> select)
    {
        var estimate = pair.Estimate(samples, PaperClaims.Attractors[0], select);
        double? ofBase = PushedPair.Mean(pair.Base, select).TryGet(out var mean, out _) ? mean.Variance : null;
        return new ReturnDifference(estimate.ToFigure(name, "share"), estimate, ofBase);
    }

    /// <summary>Share of this difference that is left in another one from the same base, whose arms covary by that base; the aligned arms count as independent.</summary>
    public Figure Remaining(string what, ReturnDifference after)
    {
        var name = $"share of the difference {what} that entropy does not explain";
        if (Evidence is not { Effect: { } first, StandardError: { } ofFirst, DegreesOfFreedom: { } df }
            || after.Evidence is not { Effect: { } second, StandardError: { } ofSecond, DegreesOfFreedom: { } otherDf }
            || OfBase is not { } common)
            return new Figure(name, null, "share", Reason: Figure.Reason ?? after.Figure.Reason ?? "the base's rate is not known");
        var quantile = Distributions.StudentTQuantile(0.975, Math.Min(df, otherDf));
        return Fieller.Of(second, first, ofSecond * ofSecond, ofFirst * ofFirst, common, quantile).TryGet(out var ratio, out _)
            ? new Figure(name, ratio.Value, "share", ratio.Interval)
            : new Figure(name, null, "share", Reason: "the difference at T = 1 is not distinguishable from 0");
    }
}
