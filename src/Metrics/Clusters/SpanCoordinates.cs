using System.Numerics.Tensors;
using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Clusters;

/// <summary>
/// The same points in fewer coordinates: n points span at most n dimensions, so more are not needed to keep every distance. Rows of
/// the pivoted Cholesky factor of the Gram matrix are such coordinates.
/// </summary>
internal static class SpanCoordinates
{
    private const double Negligible = 1e-14;

    /// <summary>Points whose distances equal the given ones' up to round-off; the points themselves if they have no more dimensions than there are points.</summary>
    public static PointSet Of(PointSet points)
    {
        var n = points.Count;
        if (points.Dimension <= n)
            return points;
        var rest = new double[n]; // squared length that the coordinates found so far leave of each point
        for (var i = 0; i < n; i++)
            rest[i] = TensorPrimitives.SumOfSquares(points[i]);
        var least = Negligible * TensorPrimitives.Max<double>(rest);
        var coordinates = new double[n * n];
        var rank = 0;
        for (; rank < n; rank++)
        {
            var pivot = TensorPrimitives.IndexOfMax<double>(rest);
            if (!(rest[pivot] > least))
                break;
            var length = Math.Sqrt(rest[pivot]);
            var known = coordinates.AsSpan(pivot * n, rank);
            for (var i = 0; i < n; i++)
            {
                var inner = TensorPrimitives.Dot(points[i], points[pivot]) - TensorPrimitives.Dot(coordinates.AsSpan(i * n, rank), known);
                coordinates[i * n + rank] = inner / length;
            }

            for (var i = 0; i < n; i++)
                rest[i] = Math.Max(0, rest[i] - coordinates[i * n + rank] * coordinates[i * n + rank]);
            rest[pivot] = 0;
        }

        rank = Math.Max(rank, 1);
        var packed = new double[n * rank];
        for (var i = 0; i < n; i++)
            coordinates.AsSpan(i * n, rank).CopyTo(packed.AsSpan(i * rank));
        return new(n, rank, packed);
    }
}
