namespace DiversityBench.Metrics.Sets;

/// <summary>
/// A metric of a set of samples, over one prompt's pooled samples of both arms. What relabelling does not change
/// (similarities, labels, ranks) is computed once, when the object is made.
/// </summary>
public interface ISetMetric
{
    /// <summary>Number of pooled samples; members are indices in 0 … Count - 1.</summary>
    int Count { get; }

    /// <summary>Fewest members for which the metric is defined.</summary>
    int FewestMembers { get; }

    /// <summary>The metric of the chosen samples; null where it is not defined (too few, zero variance).</summary>
    double? Value(ReadOnlySpan<int> members);

    /// <summary>
    /// The metric of the chosen samples without each one in turn. False, with nothing to be read, where one of them is not defined.
    /// </summary>
    /// <param name="members">Indices of the chosen samples.</param>
    /// <param name="values">As long as <paramref name="members"/>; receives the leave-one-out values in their order.</param>
    bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values);

    /// <summary>Both of the above; metrics that get the one on the way to the other do it in one pass. Null where either is not defined.</summary>
    /// <param name="members">Indices of the chosen samples.</param>
    /// <param name="values">As long as <paramref name="members"/>; receives the leave-one-out values in their order.</param>
    double? ValueAndLeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        LeaveOneOut(members, values) ? Value(members) : null;
}
