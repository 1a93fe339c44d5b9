using DiversityBench.Metrics.Sets;

namespace DiversityBench.Verification.Statistics;

/// <summary>
/// Delete-one jackknife (Efron and Stein 1981): variance = (n - 1) / n times the squared deviations of the leave-one-out values.
/// Exact in mean for means, conservative for U-statistics, inconsistent for quantiles.
/// </summary>
public static class Jackknife
{
    /// <summary>Value and variance of a metric of the members, or of its logarithm.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="members">The samples.</param>
    /// <param name="logarithm">Whether the figure is ln of the metric.</param>
    /// <param name="buffer">At least as long as <paramref name="members"/>; receives the leave-one-out figures.</param>
    /// <returns>Null where a value is missing, or not positive under the logarithm.</returns>
    public static JackknifeEstimate? Of(ISetMetric metric, ReadOnlySpan<int> members, bool logarithm, Span<double> buffer)
    {
        var leaveOneOut = buffer[..members.Length];
        if (members.Length <= metric.FewestMembers || metric.ValueAndLeaveOneOut(members, leaveOneOut) is not { } value)
            return null;
        if (logarithm)
        {
            if (!(value > 0))
                return null;
            foreach (ref var left in leaveOneOut)
            {
                if (!(left > 0))
                    return null;
                left = Math.Log(left);
            }
        }

        var figure = logarithm ? Math.Log(value) : value;
        return new JackknifeEstimate(value, figure, Variance(leaveOneOut, members.Length, 1));
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
}
