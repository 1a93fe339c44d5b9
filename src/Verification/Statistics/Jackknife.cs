using DiversityBench.Metrics.Sets;

namespace DiversityBench.Verification.Statistics;

/// <summary>
/// Jackknife: (n - 1) / n times the squared deviations of the leave-one-out figures (Efron and Stein 1981), or the same with groups left
/// out (Wu 1986) where each figure is dear, or halves where it jumps (Shao and Wu 1989). Unbiased for means, conservative for U-statistics, inconsistent for quantiles.
/// </summary>
public static class Jackknife
{
    /// <summary>Groups that are left out, one at a time, where leave-one-out would compute the metric again for each member.</summary>
    public const int Groups = 20;

    /// <summary>Value and variance of a metric of the members, or of its logarithm.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="members">The samples.</param>
    /// <param name="logarithm">Whether the figure is ln of the metric.</param>
    /// <param name="buffer">At least as long as <paramref name="members"/>; receives the leave-out figures.</param>
    /// <returns>Null where a value is missing, or not positive under the logarithm.</returns>
    public static JackknifeEstimate? Of(ISetMetric metric, ReadOnlySpan<int> members, bool logarithm, Span<double> buffer)
    {
        if (members.Length <= metric.FewestMembers)
            return null;
        var n = members.Length;
        var (count, omitted, df) = metric switch
        {
            RecomputedMetric { Jumps: true } => (Math.Min(2 * Groups, n), n - Math.Max((n + 1) / 2, metric.FewestMembers), (Math.Min(2 * Groups, n) / 2) - 1),
            RecomputedMetric when n > Groups => (Groups, n / Groups, Groups - 1),
            _ => (n, 1, n - 1),
        };
        var figures = buffer[..count];
        var value = metric switch
        {
            RecomputedMetric { Jumps: true } => LeaveHalvesOut(metric, members, omitted, figures),
            RecomputedMetric when n > Groups => LeaveGroupsOut(metric, members, omitted, figures),
            _ => metric.ValueAndLeaveOneOut(members, figures),
        };
        if (value is null || (logarithm && !TakeLogarithms(value.Value, figures)))
            return null;

        // Equal sets summed in another order differ by rounding; metrics of scalars give equal figures for equal sets.
        var rounding = metric is IScalarSetMetric ? 0 : 1e-12 * Math.Max(1, Math.Abs(figures[0]));
        var variance = figures.ContainsAnyExceptInRange(figures[0] - rounding, figures[0] + rounding) ? Variance(figures, n, omitted) : 0;
        var floor = metric is IFlooredVariance floored ? floored.SmallestVariance(value.Value, n) : 0;
        if (logarithm)
            floor /= value.Value * value.Value;
        return new JackknifeEstimate(
            value.Value, logarithm ? Math.Log(value.Value) : value.Value, Math.Max(variance, floor), df, variance > 0);
    }

    /// <summary>Variance from figures that each leave out <paramref name="omitted"/> of <paramref name="n"/> samples, disjointly.</summary>
    public static double Variance(ReadOnlySpan<double> figures, int n, int omitted)
    {
        // Deviations from the first figure: equal figures then give exactly zero, not the square of a rounding error.
        double sum = 0, squares = 0;
        foreach (var figure in figures)
            sum += figure - figures[0];
        var mean = sum / figures.Length;
        foreach (var figure in figures)
        {
            var deviation = figure - figures[0] - mean;
            squares += deviation * deviation;
        }

        return (double)(n - omitted) / ((double)omitted * figures.Length) * squares;
    }

    private static bool TakeLogarithms(double value, Span<double> figures)
    {
        if (!(value > 0))
            return false;
        foreach (ref var figure in figures)
        {
            if (!(figure > 0))
                return false;
            figure = Math.Log(figure);
        }

        return true;
    }

    /// <summary>Draws in pairs of complements: whoever is left out of one is in the other.</summary>
    private static double? LeaveHalvesOut(ISetMetric metric, ReadOnlySpan<int> members, int omitted, Span<double> figures)
    {
        int[] order = [.. Enumerable.Range(0, members.Length)];
        for (var draw = 0; draw < figures.Length; draw += 2)
        {
            new RandomStream(seed: 1, (ulong)draw).Choose(order, order.Length);
            for (var side = 0; side < Math.Min(2, figures.Length - draw); side++)
            {
                var half = side == 0 ? order[omitted..] : order[..^omitted];
                Array.Sort(half);
                var kept = new int[half.Length];
                for (var i = 0; i < half.Length; i++)
                    kept[i] = members[half[i]];
                if (metric.Value(kept) is not { } figure)
                    return null;
                figures[draw + side] = figure;
            }
        }

        return metric.Value(members);
    }

    private static double? LeaveGroupsOut(ISetMetric metric, ReadOnlySpan<int> members, int size, Span<double> figures)
    {
        // Groups of one size only, since many figures depend on the number of samples; a remainder is never left out.
        var kept = new int[members.Length - size];
        for (var group = 0; group < Groups; group++)
        {
            var k = 0;
            for (var i = 0; i < members.Length; i++)
            {
                if (i % Groups != group || i >= size * Groups)
                    kept[k++] = members[i];
            }

            if (metric.Value(kept) is not { } figure)
                return null;
            figures[group] = figure;
        }

        return metric.Value(members);
    }
}
