using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Baselines;

/// <summary>
/// Derives the tolerance of a figure from its sampling error. Samples repeat exactly on one kind of machine, but CPU
/// kernels differ between machines, and one changed token changes all that follows: another machine is, at worst, an
/// independent run. Two independent runs of one truth differ by at most 3·√2·SE in 99.7 of 100 cases.
/// </summary>
public static class ToleranceRule
{
    /// <summary>Normal quantile of a two-sided 95 % interval.</summary>
    private const double Quantile = 1.959963984540054;

    private static readonly double Spread = 3 * Math.Sqrt(2);

    /// <summary>Tolerance of an estimate.</summary>
    /// <param name="value">The estimate, finite.</param>
    /// <param name="interval">Its 95 % interval; without one the standard error is taken as |value|/√n, at least 1/n.</param>
    /// <param name="samples">Samples of the smaller arm.</param>
    public static Tolerance OfEstimate(double value, Interval? interval, int samples)
    {
        if (interval is not null)
            return AtLeastRounding(value, Spread * StandardError(interval), "3·√2·SE, SE from the 95 % interval");
        double n = Math.Max(1, samples);
        return AtLeastRounding(value, Spread * Math.Max(Math.Abs(value) / Math.Sqrt(n), 1 / n),
            "3·√2·SE, SE taken as |value|/√n, at least 1/n: the figure has no interval");
    }

    /// <summary>Tolerance of an end of the effect's interval: the end moves with the effect and with the estimated SE.</summary>
    /// <param name="end">The end, finite.</param>
    /// <param name="interval">The 95 % interval.</param>
    /// <param name="samples">Samples of the smaller arm.</param>
    public static Tolerance OfIntervalEnd(double end, Interval interval, int samples)
    {
        // Var(effect + z·SE) = SE² + z²·Var(SE), and Var(SE) is about SE² / (2 (n - 1)).
        var widening = Math.Sqrt(1 + (Quantile * Quantile / (2.0 * Math.Max(1, samples - 1))));
        return AtLeastRounding(end, Spread * StandardError(interval) * widening,
            "3·√2·SE·√(1 + 1.96²/(2(n-1))): the end moves with the effect and with its SE");
    }

    /// <summary>Tolerance of the metric of one arm, bounded by the error of the effect, of which it is a part.</summary>
    /// <param name="value">The metric of the arm, finite.</param>
    /// <param name="scale">How the arms become the effect.</param>
    /// <param name="effectInterval">The 95 % interval of the effect.</param>
    /// <param name="samples">Samples of the smaller arm.</param>
    public static Tolerance OfArm(double value, EffectScale scale, Interval? effectInterval, int samples)
    {
        if (effectInterval is null || scale == EffectScale.CliffsDelta)
            return OfEstimate(value, null, samples);
        var spread = Spread * StandardError(effectInterval);
        return scale is EffectScale.Decrease or EffectScale.Increase
            ? AtLeastRounding(value, spread, "3·√2·SE of the effect: the error of one arm is no larger than that of the difference")
            : AtLeastRounding(value, Math.Abs(value) * Math.Min(Math.Exp(spread) - 1, 10),
                "|value|·(exp(3·√2·SE) - 1), SE of the effect: the log error of one arm is no larger than that of the log ratio");
    }

    /// <summary>Tolerance of a count of samples that a metric could use.</summary>
    /// <param name="count">The count.</param>
    public static Tolerance OfCount(int count) =>
        new(Math.Ceiling(Math.Sqrt(18.0 * count)), "3·√2·√n: a count of valid samples has a standard error of at most √n");

    private static double StandardError(Interval interval) => (interval.Upper - interval.Lower) / (2 * Quantile);

    // The floor covers rounding to six digits and last-bit differences between CPU kernels.
    private static Tolerance AtLeastRounding(double value, double tolerance, string because)
    {
        var floor = Math.Max(1e-5 * Math.Abs(value), 1e-9);
        return tolerance >= floor
            ? new Tolerance(Rounded.To(tolerance, 3), because)
            : new Tolerance(Rounded.To(floor, 3), "rounding to six digits: the figure has no sampling error");
    }
}
