namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Eigenvalues of a symmetric matrix without its i-th row and column, from the eigenvalues of the whole and the i-th components of its
/// eigenvectors: the roots of sum w / (lambda - mu) = 0, one between neighbouring poles (Cauchy's interlacing; Golub 1973).
/// Each costs a few sums over all poles instead of another decomposition.
/// </summary>
internal static class SubmatrixEigenvalues
{
    private const int MostSteps = 80;

    /// <summary>Fills the n - 1 eigenvalues of the submatrix.</summary>
    /// <param name="eigenvalues">Eigenvalues of the whole, ascending.</param>
    /// <param name="weights">Squares of the i-th components of their eigenvectors; they sum to 1.</param>
    /// <param name="poles">Working memory, as long as <paramref name="eigenvalues"/>.</param>
    /// <param name="poleWeights">Working memory, as long as <paramref name="eigenvalues"/>.</param>
    /// <param name="roots">One shorter than <paramref name="eigenvalues"/>.</param>
    public static void Compute(
        ReadOnlySpan<double> eigenvalues, ReadOnlySpan<double> weights, Span<double> poles, Span<double> poleWeights, Span<double> roots)
    {
        var scale = Math.Max(Math.Abs(eigenvalues[0]), Math.Abs(eigenvalues[^1]));
        var count = 0;
        var found = 0;

        // A pole without weight, or one that coincides with the last, is an eigenvalue of the submatrix as it stands.
        for (var k = 0; k < eigenvalues.Length; k++)
        {
            if (weights[k] < 1e-30 && found < roots.Length)
            {
                roots[found++] = eigenvalues[k];
            }
            else if (count > 0 && eigenvalues[k] - poles[count - 1] <= 1e-14 * scale)
            {
                roots[found++] = eigenvalues[k];
                poleWeights[count - 1] += weights[k];
            }
            else
            {
                poles[count] = eigenvalues[k];
                poleWeights[count++] = weights[k];
            }
        }

        for (var k = 0; k + 1 < count; k++)
            roots[found++] = Between(poles[..count], poleWeights[..count], k, 1e-14 * scale);
    }

    /// <summary>
    /// The root between pole k and the next: the sums over the poles on either side are each replaced by a constant and a term at the
    /// nearer pole with the same value and slope, which converges quadratically (Bunch, Nielsen and Sorensen 1978).
    /// </summary>
    private static double Between(ReadOnlySpan<double> poles, ReadOnlySpan<double> weights, int k, double tolerance)
    {
        double low = 0, high = poles[k + 1] - poles[k];
        var width = high;
        var t = width / 2;
        for (var step = 0; step < MostSteps && high - low > tolerance; step++)
        {
            var (below, belowSlope) = Sum(poles[..(k + 1)], weights, poles[k] + t);
            var (above, aboveSlope) = Sum(poles[(k + 1)..], weights[(k + 1)..], poles[k] + t);
            (low, high) = below + above < 0 ? (t, high) : (low, t);

            var nearBelow = belowSlope * t * t;
            var nearAbove = aboveSlope * (width - t) * (width - t);
            var rest = below + (belowSlope * t) + above - (aboveSlope * (width - t));
            var b = (rest * width) + nearBelow + nearAbove;
            var root = Math.Sqrt(Math.Max(0, (b * b) - (4 * rest * nearBelow * width)));
            var next = b > 0 ? 2 * nearBelow * width / (b + root) : (b - root) / (2 * rest);
            if (Math.Abs(next - t) <= tolerance)
                return poles[k] + next;
            t = next > low && next < high ? next : (low + high) / 2;
        }

        return poles[k] + t;
    }

    private static (double Value, double Slope) Sum(ReadOnlySpan<double> poles, ReadOnlySpan<double> weights, double at)
    {
        double value = 0, slope = 0;
        for (var j = 0; j < poles.Length; j++)
        {
            var inverse = 1 / (poles[j] - at);
            var term = weights[j] * inverse;
            value += term;
            slope += term * inverse;
        }

        return (value, slope);
    }
}
