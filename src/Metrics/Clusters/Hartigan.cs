using System.Numerics.Tensors;
using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Clusters;

/// <summary>
/// Hartigan's improvement (Hartigan and Wong 1979): moves single points between clusters as long as a move lowers the inertia. Its optima
/// are a subset of Lloyd's, which stops where a point is nearest to its mean only because that mean includes it.
/// </summary>
internal static class Hartigan
{
    // A move must pay more than round-off, or two equal divisions could alternate for ever.
    private const double LeastGain = 1e-12;

    /// <summary>Improves a division; the number of clusters stays, since the last point of a cluster is never moved.</summary>
    public static Clustering Improve(PointSet points, Clustering start, int mostPasses)
    {
        var labels = start.Labels.ToArray();
        var sizes = start.Sizes.ToArray();
        var means = Lloyd.Means(points, labels, sizes.Length);
        var least = LeastGain * start.Inertia;
        var moved = true;
        for (var pass = 0; pass < mostPasses && moved; pass++)
        {
            moved = false;
            for (var i = 0; i < labels.Length; i++)
            {
                var from = labels[i];
                if (sizes[from] == 1)
                    continue;
                var loss = points.SquaredDistance(i, means[from]) * sizes[from] / (sizes[from] - 1);
                var (to, cost) = (from, loss - least);
                for (var k = 0; k < means.Length; k++)
                {
                    var added = k == from ? loss : points.SquaredDistance(i, means[k]) * sizes[k] / (sizes[k] + 1);
                    if (added < cost)
                        (to, cost) = (k, added);
                }

                if (to == from)
                    continue;
                sizes[from]--;
                sizes[to]++;
                Shift(means[from], points[i], -1.0 / sizes[from]);
                Shift(means[to], points[i], 1.0 / sizes[to]);
                labels[i] = to;
                moved = true;
            }
        }

        return Lloyd.Summarise(points, labels, sizes.Length);
    }

    // mean += (point - mean) * step
    private static void Shift(double[] mean, ReadOnlySpan<double> point, double step)
    {
        TensorPrimitives.Multiply(mean, 1 - step, mean);
        TensorPrimitives.MultiplyAdd(point, step, mean, mean);
    }
}
