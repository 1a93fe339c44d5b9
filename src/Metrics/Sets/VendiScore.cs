using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Vendi score (Friedman and Dieng 2023; orders: Pasarkar and Dieng 2024): effective number of different samples, the Hill number of the
/// eigenvalues of K/n. Defined from one member on; 1 for equal samples, n for orthogonal ones. Not defined for a kernel that is not
/// positive semidefinite. Leave-one-out takes one decomposition with vectors and n roots per member.
/// </summary>
/// <param name="kernel">Similarities of all pooled samples, ones on the diagonal.</param>
/// <param name="order">Order q, positive; infinity for the inverse of the largest eigenvalue.</param>
public sealed class VendiScore(SimilarityMatrix kernel, double order = 1) : ISetMetric
{
    private readonly double order = order > 0 ? order : throw new ArgumentOutOfRangeException(nameof(order), order, "Expected a positive order.");

    /// <summary>Order q.</summary>
    public double Order => order;

    /// <inheritdoc/>
    public int Count => kernel.Count;

    /// <inheritdoc/>
    public int FewestMembers => 1;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members)
    {
        var n = members.Length;
        if (n < FewestMembers)
            return null;
        return Score(SymmetricEigenvalues.Rising(Kernel(members), n), n);
    }

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        ValueAndLeaveOneOut(members, values) is not null;

    /// <inheritdoc/>
    public double? ValueAndLeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
    {
        var n = members.Length;
        if (n <= FewestMembers)
            return null;
        var deleted = new DeletedEigenvalues(Kernel(members), n);
        if (Score(deleted.OfAll, n) is not { } score)
            return null;
        for (var i = 0; i < n; i++)
        {
            if (Score(deleted.Without(i), n - 1) is not { } value)
                return null;
            values[i] = value;
        }

        return score;
    }

    /// <summary>Similarities of the members, [n, n].</summary>
    private double[] Kernel(ReadOnlySpan<int> members)
    {
        var n = members.Length;
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            var row = kernel.Row(members[i]);
            for (var j = 0; j < n; j++)
                matrix[(i * n) + j] = row[members[j]];
        }

        return matrix;
    }

    /// <summary>Hill number of the eigenvalues over n; those below 1e-12 of the largest are rounding.</summary>
    private double? Score(ReadOnlySpan<double> eigenvalues, int n)
    {
        double largest = 0, smallest = 0;
        foreach (var eigenvalue in eigenvalues)
        {
            largest = Math.Max(largest, eigenvalue);
            smallest = Math.Min(smallest, eigenvalue);
        }

        if (smallest < -1e-9 * n || !(largest > 0))
            return null;
        if (double.IsPositiveInfinity(order))
            return n / largest;

        var sum = 0.0;
        foreach (var eigenvalue in eigenvalues)
        {
            var p = eigenvalue / n;
            if (eigenvalue > 1e-12 * largest)
                sum += order == 1 ? -p * Math.Log(p) : Math.Pow(p, order);
        }

        return order == 1 ? Math.Exp(sum) : Math.Pow(sum, 1 / (1 - order));
    }
}
