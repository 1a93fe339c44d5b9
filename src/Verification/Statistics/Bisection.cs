using DiversityBench.Metrics;

namespace DiversityBench.Verification.Statistics;

/// <summary>Finds where a rising figure that is dear to compute reaches a target, by halving.</summary>
public static class Bisection
{
    /// <summary>
    /// The first point looked at where the figure is within the tolerance. Undefined where the ends do not bracket the target, or the
    /// halvings run out.
    /// </summary>
    /// <param name="figure">A rising function.</param>
    /// <param name="target">Positive.</param>
    /// <param name="tolerance">Largest distance from the target, as a share of it.</param>
    /// <param name="lower">Where the figure should lie below the target.</param>
    /// <param name="upper">Where the figure should lie above the target.</param>
    /// <param name="mostHalvings">Halvings after which the search ends.</param>
    public static Measured<double> Find(Func<double, double> figure, double target, double tolerance, double lower, double upper, int mostHalvings)
    {
        var (atLower, atUpper) = (figure(lower), figure(upper));
        if (IsClose(atLower))
            return lower;
        if (IsClose(atUpper))
            return upper;
        if (!(atLower < target && target < atUpper))
            return new Undefined(FormattableString.Invariant($"{target:0.###} is not between {atLower:0.###} at {lower:0.###} and {atUpper:0.###} at {upper:0.###}"));
        for (var halving = 0; halving < mostHalvings; halving++)
        {
            var middle = (lower + upper) / 2;
            var found = figure(middle);
            if (IsClose(found))
                return middle;
            (lower, upper) = found < target ? (middle, upper) : (lower, middle);
        }

        return new Undefined(FormattableString.Invariant($"{mostHalvings} halvings end between {lower:0.####} and {upper:0.####}, not within {tolerance:0.##%} of {target:0.###}"));

        bool IsClose(double found) => Math.Abs(found - target) <= tolerance * target;
    }
}
