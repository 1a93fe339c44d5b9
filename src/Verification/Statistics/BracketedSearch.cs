using DiversityBench.Metrics;

namespace DiversityBench.Verification.Statistics;

/// <summary>
/// Finds where a rising figure that is dear to compute reaches a target: the bracket is divided where a straight line would reach it, but
/// never closer to an end than a tenth of its width (regula falsi, kept from creeping along one end).
/// </summary>
public static class BracketedSearch
{
    private const double FromEnds = 0.1;

    /// <summary>
    /// The first point looked at where the figure is within the tolerance. Undefined where the ends do not bracket the target, or the
    /// steps run out.
    /// </summary>
    /// <param name="figure">A rising function.</param>
    /// <param name="target">Positive.</param>
    /// <param name="tolerance">Largest distance from the target, as a share of it.</param>
    /// <param name="lower">Where the figure should lie below the target.</param>
    /// <param name="upper">Where the figure should lie above the target.</param>
    /// <param name="mostSteps">Steps after which the search ends.</param>
    public static Measured<double> Find(Func<double, double> figure, double target, double tolerance, double lower, double upper, int mostSteps)
    {
        var (below, above) = (figure(lower), figure(upper));
        if (IsClose(below))
            return lower;
        if (IsClose(above))
            return upper;
        if (!(below < target && target < above))
            return new Undefined(FormattableString.Invariant($"{target:0.###} is not between {below:0.###} at {lower:0.###} and {above:0.###} at {upper:0.###}"));
        for (var step = 0; step < mostSteps; step++)
        {
            var share = Math.Clamp((target - below) / (above - below), FromEnds, 1 - FromEnds);
            var point = lower + (share * (upper - lower));
            var found = figure(point);
            if (IsClose(found))
                return point;
            if (found < target)
                (lower, below) = (point, found);
            else
                (upper, above) = (point, found);
        }

        return new Undefined(FormattableString.Invariant($"{mostSteps} steps end between {lower:0.####} and {upper:0.####}, not within {tolerance:0.##%} of {target:0.###}"));

        bool IsClose(double found) => Math.Abs(found - target) <= tolerance * target;
    }
}
