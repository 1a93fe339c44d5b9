namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Any figure of a set, given as a function that several threads may call: silhouettes, EAD, self-BLEU. Leave-one-out means computing
/// it again for each member, so tests of it leave out groups of samples instead.
/// </summary>
/// <param name="count">Number of pooled samples.</param>
/// <param name="fewestMembers">Fewest members for which the figure is defined.</param>
/// <param name="figure">The figure.</param>
/// <param name="name">Name of the figure, by which the measured coverage of its interval is found; null where none was measured.</param>
public sealed class RecomputedMetric(int count, int fewestMembers, SetFigure figure, string? name = null) : ISetMetric
{
    /// <summary>Name of the figure, by which the measured coverage of its interval is found; null where none was measured.</summary>
    public string? Name => name;

    /// <summary>
    /// Stands for the figure where the pool is relabelled many times: a cheaper one that treats every set alike, whatever its label; null where
    /// the figure itself is cheap enough.
    /// </summary>
    public RecomputedMetric? ForRelabelling { get; init; }

    /// <summary>
    /// Whether the figure can jump as a single sample leaves, as the best of several divisions does. Its error is then taken from halves of the set: what a few samples alone decide
    /// half of them miss, where leaving out one or two at a time would hardly ever show it.
    /// </summary>
    public bool Jumps { get; init; }

    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public int FewestMembers => fewestMembers;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) =>
        members.Length >= fewestMembers && figure(members) is { } value && double.IsFinite(value) ? value : null;

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
    {
        if (members.Length <= fewestMembers)
            return false;
        var others = new int[members.Length - 1];
        members[1..].CopyTo(others);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0)
                others[i - 1] = members[i - 1];
            if (Value(others) is not { } value)
                return false;
            values[i] = value;
        }

        return true;
    }
}
