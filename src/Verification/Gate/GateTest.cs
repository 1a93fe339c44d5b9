using DiversityBench.Metrics;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Gate;

/// <summary>
/// Holds one figure against another: is the share kept above the floor? The score is candidate - floor x reference over its standard error (for a
/// concentration reference - floor x candidate), its tail that of t, so that a figure of 0 is a figure like any other; the bounds are Fieller's, which ask the same.
/// </summary>
internal static class GateTest
{
    public static ComparisonVerdict Of(GateComparison comparison, GateReading reading, int stage, double pass, double fail)
    {
        ComparisonVerdict Unclear(string reason) => new(
            comparison, GateOutcome.Open, stage, null, null, null, Or(reading.Candidate), Or(reading.Of(comparison.Reference)), reason);
        if (!reading.Candidate.TryGet(out var candidate, out var why))
            return Unclear($"the candidate has no figure: {why.Reason}");
        if (!reading.Of(comparison.Reference).TryGet(out var reference, out why))
            return Unclear($"the {(comparison.Reference == GateReference.Base ? "base model" : "accepted checkpoint")} has no figure: {why.Reason}");
        if (!(reference.Value > 0))
            return Unclear("the reference has nothing to keep: its figure is 0");

        var (above, below) = comparison.Metric.IsConcentration ? (reference, candidate) : (candidate, reference);
        var variance = above.Variance + (comparison.Floor * comparison.Floor * below.Variance);
        if (!(variance > 0))
            return Unclear("zero variance in both models");
        var freedom = Freedom(above, below, comparison.Floor, variance);
        var score = (above.Value - (comparison.Floor * below.Value)) / Math.Sqrt(variance);
        var outcome = Quantile(pass, freedom) < score ? GateOutcome.Pass : Quantile(fail, freedom) < -score ? GateOutcome.Fail : GateOutcome.Open;
        return new ComparisonVerdict(
            comparison, outcome, stage, below.Value > 0 ? above.Value / below.Value : null, Bounds(pass)?.Lower, Bounds(fail)?.Upper, candidate, reference, null);

        Claims.Interval? Bounds(double normal) => below.Value == 0
            ? null
            : Fieller.Of(above.Value, below.Value, above.Variance, below.Variance, 0, Quantile(normal, freedom)).TryGet(out var ratio, out _) ? ratio.Interval : null;
    }

    /// <summary>Welch and Satterthwaite.</summary>
    private static double Freedom(GateFigure above, GateFigure below, double floor, double variance)
    {
        var (first, second) = (above.Variance, floor * floor * below.Variance);
        return variance * variance / ((first * first / above.DegreesOfFreedom) + (second * second / below.DegreesOfFreedom));
    }

    /// <summary>The value of t whose upper tail is that of a standard normal score.</summary>
    private static double Quantile(double normal, double freedom) => -Distributions.StudentTQuantile(Distributions.NormalCdf(-normal), freedom);

    private static GateFigure? Or(Measured<GateFigure> figure) => figure.TryGet(out var value, out _) ? value : null;
}
