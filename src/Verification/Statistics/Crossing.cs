using DiversityBench.Metrics;

namespace DiversityBench.Verification.Statistics;

/// <summary>Where a curve first reaches a level.</summary>
public static class Crossing
{
    /// <summary>
    /// The smallest x at which straight lines between the points reach <paramref name="level"/> from below. Undefined without points, where the curve begins at or above
    /// the level, and where it never reaches it.
    /// </summary>
    /// <param name="points">Points by rising x. Between (0, 1) and (2, 3), level 2 is reached at 1.</param>
    /// <param name="level">The level, finite.</param>
    public static Measured<double> Up(IReadOnlyList<(double X, double Y)> points, double level)
    {
        if (points.Count == 0)
            return new Undefined("no points");
        if (points[0].Y >= level)
            return new Undefined(FormattableString.Invariant($"already reached at {points[0].X}, where the curve begins"));
        for (var i = 1; i < points.Count; i++)
        {
            var (from, to) = (points[i - 1], points[i]);
            if (to.Y >= level)
                return from.X + ((to.X - from.X) * (level - from.Y) / (to.Y - from.Y));
        }

        return new Undefined(FormattableString.Invariant($"not reached up to {points[^1].X}"));
    }
}
