using DiversityBench.Metrics.Embeddings;

namespace DiversityBench.Metrics.Clusters;

/// <summary>Mean silhouettes of a division without one of its samples, the labels of the others kept: O(n k) a sample after O(n^2) once.</summary>
internal sealed class LeaveOneOutSilhouettes
{
    private readonly SymmetricMatrix _distances;
    private readonly IReadOnlyList<int> _labels;
    private readonly int[] _sizes;
    private readonly double[] _sums;

    public LeaveOneOutSilhouettes(SymmetricMatrix distances, Clustering division)
    {
        _distances = distances;
        _labels = division.Labels;
        _sizes = [.. division.Sizes];
        _sums = new double[_labels.Count * _sizes.Length];
        for (var i = 0; i < _labels.Count; i++)
        {
            for (var j = 0; j < _labels.Count; j++)
                _sums[(i * _sizes.Length) + _labels[j]] += distances[i][j];
        }
    }

    /// <summary>Mean silhouette (Rousseeuw 1987) of all samples but one; a sample alone in its cluster counts 0.</summary>
    public double MeanWithout(int left)
    {
        var lost = _labels[left];
        _sizes[lost]--;
        double total = 0;
        for (var i = 0; i < _labels.Count; i++)
        {
            if (i != left)
                total += Silhouette(i, lost, _distances[i][left]);
        }

        _sizes[lost]++;
        return total / (_labels.Count - 1);
    }

    private double Silhouette(int i, int lost, double distance)
    {
        var own = _labels[i];
        if (_sizes[own] <= 1)
            return 0;
        double within = 0;
        var nearest = double.PositiveInfinity;
        for (var cluster = 0; cluster < _sizes.Length; cluster++)
        {
            if (_sizes[cluster] == 0)
                continue;
            var sum = _sums[(i * _sizes.Length) + cluster] - (cluster == lost ? distance : 0);
            if (cluster == own)
                within = sum / (_sizes[cluster] - 1);
            else
                nearest = Math.Min(nearest, sum / _sizes[cluster]);
        }

        var larger = Math.Max(within, nearest);
        return double.IsInfinity(nearest) || larger <= 0 ? 0 : (nearest - within) / larger;
    }
}
