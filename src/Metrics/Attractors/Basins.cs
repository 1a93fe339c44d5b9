using System.Numerics.Tensors;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Attractors;

/// <summary>
/// The clusters of unpushed texts as places that a pushed text can lie in: nearest to the cluster's centre among all centres, and no farther from it
/// than nine of ten of its members are. Whoever is being judged is left out of centres and radii; members' distances are to the centre of the
/// others, as a new text's is.
/// </summary>
public sealed class Basins
{
    /// <summary>Fewest members of a cluster that is judged: without a sample and the one it is compared with, two are left to give a radius.</summary>
    public const int FewestMembers = 4;

    private const double ShareWithin = 0.9;

    // A text that equals every member lies in their basin of radius 0.
    private const double Rounding = 1e-9;
    private readonly PointSet _points;
    private readonly IReadOnlyList<int> _labels;
    private readonly int[][] _members;
    private readonly double[][] _sums;

    /// <summary>Takes clustered texts.</summary>
    /// <param name="unpushed">Unit vectors of the unpushed texts.</param>
    /// <param name="labels">Cluster of each, from 0 without gaps.</param>
    public Basins(UnitEmbeddings unpushed, IReadOnlyList<int> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Count, unpushed.Count);
        (_points, _labels) = (unpushed.Points, labels);
        _members = [.. Enumerable.Range(0, labels.Max() + 1).Select(k => Enumerable.Range(0, labels.Count).Where(i => labels[i] == k).ToArray())];
        _sums = [.. _members.Select(Sum)];
    }

    /// <summary>Basins of the division with the best mean silhouette; of one cluster where the texts are too few or too equal to divide.</summary>
    /// <param name="unpushed">Unit vectors of the unpushed texts.</param>
    /// <param name="options">How k-means searches.</param>
    public static Basins Of(UnitEmbeddings unpushed, KMeansOptions options)
        => new(unpushed, ClusterAnalysis.Of(unpushed, options).TryGet(out var analysis, out _) ? analysis.Best.Labels : new int[unpushed.Count]);

    /// <summary>Number of clusters.</summary>
    public int Count => _members.Length;

    /// <summary>Whether a sample's cluster has enough members to be judged.</summary>
    public bool IsJudged(int sample) => _members[_labels[sample]].Length >= FewestMembers;

    /// <summary>Whether a text lies in a sample's basin.</summary>
    /// <param name="course">The sample whose basin it is; left out of it. Its cluster must be judged.</param>
    /// <param name="author">The sample whose pushed text it is, left out as well; may be the same.</param>
    /// <param name="text">Unit vector of the pushed text.</param>
    public bool Holds(int course, int author, ReadOnlySpan<double> text)
    {
        var own = Distance(_labels[course], course, author, text)!.Value;
        for (var k = 0; k < Count; k++)
        {
            if (k != _labels[course] && Distance(k, course, author, text) < own)
                return false;
        }

        return own <= Radius(_labels[course], course, author) + Rounding;
    }

    /// <summary>Whether a text lies in the basin of any cluster that is judged.</summary>
    /// <param name="author">The sample whose pushed text it is; left out.</param>
    /// <param name="text">Unit vector of the pushed text.</param>
    public bool HoldAnywhere(int author, ReadOnlySpan<double> text)
    {
        var (nearest, least) = (-1, double.PositiveInfinity);
        for (var k = 0; k < Count; k++)
        {
            if (Distance(k, author, author, text) is { } distance && distance < least)
                (nearest, least) = (k, distance);
        }

        return nearest >= 0 && _members[nearest].Length >= FewestMembers && least <= Radius(nearest, author, author) + Rounding;
    }

    private double Radius(int cluster, int course, int author)
    {
        int[] rest = [.. _members[cluster].Where(i => i != course && i != author)];
        var centre = Centre(cluster, course, author)!;
        var distances = rest.Select(i => TensorPrimitives.Distance(_points[i], centre) * rest.Length / (rest.Length - 1)).Order().ToArray();
        return distances[(int)Math.Ceiling(ShareWithin * distances.Length) - 1];
    }

    private double? Distance(int cluster, int course, int author, ReadOnlySpan<double> text)
        => Centre(cluster, course, author) is { } centre ? TensorPrimitives.Distance(text, centre) : null;

    /// <summary>Mean of a cluster without two samples; null if none is left.</summary>
    private double[]? Centre(int cluster, int course, int author)
    {
        var centre = (double[])_sums[cluster].Clone();
        var size = _members[cluster].Length;
        foreach (var left in course == author ? [course] : new[] { course, author })
        {
            if (_labels[left] != cluster)
                continue;
            TensorPrimitives.Subtract(centre, _points[left], centre);
            size--;
        }

        TensorPrimitives.Divide(centre, size, centre);
        return size == 0 ? null : centre;
    }

    private double[] Sum(int[] members)
    {
        var sum = new double[_points.Dimension];
        foreach (var member in members)
            TensorPrimitives.Add(sum, _points[member], sum);
        return sum;
    }
}
