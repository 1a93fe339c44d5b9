using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Sets;

/// <summary>
/// <see cref="VendiScore"/> of chosen samples. Defined from one member on, for kernels that have a score. Leave-one-out takes one
/// decomposition and n roots per member.
/// </summary>
/// <param name="kernel">Similarities of all pooled samples, ones on the diagonal.</param>
/// <param name="order">Order q, positive; infinity for the inverse of the largest eigenvalue.</param>
public sealed class VendiSetMetric(SymmetricMatrix kernel, double order = 1) : ISetMetric
{
    /// <summary>Order q.</summary>
    public double Order { get; } = order > 0 ? order : throw new ArgumentOutOfRangeException(nameof(order), order, "Expected a positive order.");

    /// <inheritdoc/>
    public int Count => kernel.Count;

    /// <inheritdoc/>
    public int FewestMembers => 1;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) =>
        VendiScore.Of(kernel.Choose(members)).TryGet(out var score, out _) ? score.Order(Order) : null;

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        ValueAndLeaveOneOut(members, values) is not null;

    /// <inheritdoc/>
    public double? ValueAndLeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
    {
        if (members.Length <= FewestMembers || !VendiScore.WithLeaveOneOut(kernel.Choose(members), Order).TryGet(out var scores, out _))
            return null;
        scores.Without.CopyTo(values);
        return scores.Score;
    }
}
