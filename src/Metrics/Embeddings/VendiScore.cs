using System.Numerics.Tensors;

namespace DiversityBench.Metrics.Embeddings;

/// <summary>
/// Vendi score (Friedman and Dieng 2023; orders: Pasarkar and Dieng 2024): the Hill number of the eigenvalues of K/n, an effective number of
/// different samples, 1 … n. K is the cosine kernel or another with ones on its diagonal.
/// </summary>
/// <remarks>
/// Eigenvalues below 1e-12 of the largest are dropped: an eigen-solver errs by about 1e-16 of the largest, and at order 0.1 one
/// spurious eigenvalue of 1e-17 would add 2 %.
/// </remarks>
public sealed class VendiScore
{
    private const double Negligible = 1e-12;
    private const double Indefinite = 1e-9;
    private const string NotPositive = "kernel is not positive semidefinite";

    private readonly double[] _shares;

    private VendiScore(double[] shares) => _shares = shares;

    /// <summary>Eigenvalues of K/n that are not negligible, rising; their sum is 1.</summary>
    public IReadOnlyList<double> Eigenvalues => _shares;

    /// <summary>Order 1, exp of the Shannon entropy of the eigenvalues: the headline figure.</summary>
    public double Q1 => Order(1);

    /// <summary>Vendi score of a cosine kernel; works on the smaller of the n x n and the d x d Gram matrix, whose nonzero eigenvalues are the same.</summary>
    /// <param name="embeddings">Unit vectors.</param>
    public static VendiScore Of(UnitEmbeddings embeddings)
    {
        var (n, d) = (embeddings.Count, embeddings.Dimension);
        return FromEigenvalues(SymmetricEigenvalues.Rising(d < n ? Scatter(embeddings.Points) : SymmetricMatrix.Cosines(embeddings).Values.ToArray(), Math.Min(n, d)));
    }

    /// <summary>
    /// Vendi score of any kernel. Undefined where the diagonal is not 1, or an eigenvalue is negative beyond round-off: no similarity
    /// has such a kernel.
    /// </summary>
    /// <param name="kernel">Similarities of all pairs.</param>
    public static Measured<VendiScore> Of(SymmetricMatrix kernel)
    {
        if (Fault(kernel) is { } fault)
            return fault;
        var eigenvalues = SymmetricEigenvalues.Rising(kernel.Values.ToArray(), kernel.Count);
        return IsIndefinite(eigenvalues) ? new Undefined(NotPositive) : FromEigenvalues(eigenvalues);
    }

    /// <summary>The score of an order: (sum p^q)^(1/(1-q)), its limit at q = 1 and at infinity.</summary>
    /// <param name="order">Order q, above 0.</param>
    public double Order(double order)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(order);
        return order switch
        {
            1 => Math.Exp(_shares.Sum(share => share * -Math.Log(share))),
            double.PositiveInfinity => 1 / _shares[^1],
            _ => Math.Pow(_shares.Sum(share => Math.Pow(share, order)), 1 / (1 - order)),
        };
    }

    /// <summary>
    /// Scores of one order without each sample in turn, for the jackknife: all together cost about as much as a few scores. Undefined for one
    /// sample, and for a kernel that has no score.
    /// </summary>
    /// <param name="kernel">Similarities of all pairs.</param>
    /// <param name="order">Order q, above 0.</param>
    public static Measured<double[]> LeaveOneOut(SymmetricMatrix kernel, double order = 1) => WithLeaveOneOut(kernel, order).Select(scores => scores.Without);

    /// <summary>The score and those without each sample in turn, out of one decomposition.</summary>
    internal static Measured<(double Score, double[] Without)> WithLeaveOneOut(SymmetricMatrix kernel, double order)
    {
        if (Fault(kernel) is { } fault)
            return fault;
        if (kernel.Count == 1)
            return new Undefined("one sample");
        var deleted = new DeletedEigenvalues(kernel.Values.ToArray(), kernel.Count);
        if (IsIndefinite(deleted.OfAll))
            return new Undefined(NotPositive);
        var scores = new double[kernel.Count];
        var isIndefinite = false;
        Parallel.For(0, scores.Length, i =>
        {
            var eigenvalues = deleted.Without(i);
            if (IsIndefinite(eigenvalues))
                isIndefinite = true;
            else
                scores[i] = FromEigenvalues(eigenvalues).Order(order);
        });
        if (isIndefinite)
            return new Undefined(NotPositive);

        return (FromEigenvalues(deleted.OfAll).Order(order), scores);
    }

    private static Undefined? Fault(SymmetricMatrix kernel)
    {
        if (kernel.Count == 0)
            return new("no samples");
        for (var i = 0; i < kernel.Count; i++)
        {
            if (Math.Abs(kernel[i][i] - 1) > 1e-6)
                return new(FormattableString.Invariant($"the kernel's diagonal entry {i} is {kernel[i][i]}, not 1"));
        }

        return null;
    }

    private static bool IsIndefinite(ReadOnlySpan<double> rising) => rising[0] < -Indefinite * rising[^1];

    private static VendiScore FromEigenvalues(ReadOnlySpan<double> rising)
    {
        var first = 0;
        while (!(rising[first] >= Negligible * rising[^1]))
            first++;
        var kept = rising[first..].ToArray();
        TensorPrimitives.Divide(kept, TensorPrimitives.Sum<double>(kept), kept);
        return new(kept);
    }

    // X'X, [d, d]; lower triangle only.
    private static double[] Scatter(PointSet points)
    {
        var d = points.Dimension;
        var scatter = new double[d * d];
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            for (var row = 0; row < d; row++)
            {
                var target = scatter.AsSpan(row * d, row + 1);
                TensorPrimitives.MultiplyAdd(point[..(row + 1)], point[row], target, target);
            }
        }

        return scatter;
    }
}
