using System.Numerics.Tensors;
using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Clusters;

/// <summary>
/// Lloyd's iteration in double precision from a given start: assign every point to the nearest centre (the first of equally near
/// ones), move centres to the means, until no label changes. It brings the trainer's single-precision centres to the exact local optimum.
/// </summary>
public static class Lloyd
{
    /// <summary>Clusters from given centres. A cluster that loses all points keeps its centre, and is left out of the result if it ends empty.</summary>
    /// <param name="points">Points.</param>
    /// <param name="centres">[k][dimension], at least one.</param>
    /// <param name="mostIterations">Stop after so many even if labels still change.</param>
    public static Clustering From(PointSet points, IReadOnlyList<double[]> centres, int mostIterations = 300)
    {
        var places = centres.Select(centre => (double[])centre.Clone()).ToArray();
        var labels = new int[points.Count];
        Array.Fill(labels, -1);
        for (var iteration = 0; iteration < mostIterations && Assign(points, places, labels); iteration++)
            MoveToMeans(points, places, labels);
        return Summarise(points, labels, places.Length);
    }

    internal static double[][] Means(PointSet points, int[] labels, int k)
    {
        var means = Enumerable.Range(0, k).Select(_ => new double[points.Dimension]).ToArray();
        MoveToMeans(points, means, labels);
        return means;
    }

    internal static Clustering Summarise(PointSet points, int[] labels, int k)
    {
        var means = Means(points, labels, k);
        double inertia = 0;
        for (var i = 0; i < labels.Length; i++)
            inertia += points.SquaredDistance(i, means[labels[i]]);
        var (renamed, sizes) = LabelOrder.ByFirstAppearance(labels);
        return new(renamed, sizes, inertia);
    }

    private static bool Assign(PointSet points, double[][] places, int[] labels)
    {
        var changed = false;
        for (var i = 0; i < labels.Length; i++)
        {
            var (nearest, least) = (0, double.PositiveInfinity);
            for (var k = 0; k < places.Length; k++)
            {
                var distance = points.SquaredDistance(i, places[k]);
                if (distance < least)
                    (nearest, least) = (k, distance);
            }

            changed |= labels[i] != nearest;
            labels[i] = nearest;
        }

        return changed;
    }

    private static void MoveToMeans(PointSet points, double[][] places, int[] labels)
    {
        var sizes = new int[places.Length];
        foreach (var label in labels)
        {
            if (sizes[label]++ == 0)
                Array.Clear(places[label]);
        }

        for (var i = 0; i < labels.Length; i++)
            TensorPrimitives.Add(places[labels[i]], points[i], places[labels[i]]);
        for (var k = 0; k < places.Length; k++)
        {
            if (sizes[k] > 0)
                TensorPrimitives.Divide(places[k], sizes[k], places[k]);
        }
    }
}
