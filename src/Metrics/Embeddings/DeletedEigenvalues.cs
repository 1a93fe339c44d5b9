using System.Numerics;
using System.Runtime.InteropServices;
using Matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace DiversityBench.Metrics.Embeddings;

/// <summary>
/// Eigenvalues of a symmetric matrix without each sample's row and column in turn. With K = Q diag(l) Q' they are the roots of
/// sum_j q_ij^2 / (l_j - m) = 0, one between each two neighbours l_j (Golub 1973, section 5), so all n sets together cost O(n^3), as much as a single decomposition.
/// </summary>
internal sealed class DeletedEigenvalues
{
    // As in LAPACK's dlaed2: poles this close, or of this weight, cannot be told from round-off; they are eigenvalues already.
    private const double SamePole = 1e-13;
    private const double NoWeight = 1e-30;
    private const int MostSteps = 100;

    private readonly double[] _eigenvalues;
    private readonly Matrix _vectors;

    /// <param name="matrix">[n, n], symmetric; taken over.</param>
    /// <param name="n">Number of rows.</param>
    public DeletedEigenvalues(double[] matrix, int n)
    {
        var evd = Matrix.Build.Dense(n, n, matrix).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric);
        var order = Enumerable.Range(0, n).OrderBy(j => evd.EigenValues[j].Real).ToArray();
        _eigenvalues = Array.ConvertAll(order, j => evd.EigenValues[j].Real);
        _vectors = Matrix.Build.DenseOfColumnVectors(order.Select(j => evd.EigenVectors.Column(j)));
    }

    /// <summary>Eigenvalues of the whole, rising.</summary>
    public ReadOnlySpan<double> OfAll => _eigenvalues;

    /// <summary>Eigenvalues without one sample, rising.</summary>
    public double[] Without(int sample)
    {
        var found = new List<double>(_eigenvalues.Length - 1);
        var poles = new List<double>();
        var weights = new List<double>();
        var tolerance = SamePole * _eigenvalues[^1];
        for (var j = 0; j < _eigenvalues.Length; j++)
        {
            var weight = _vectors[sample, j] * _vectors[sample, j];
            if (weight < NoWeight)
            {
                found.Add(_eigenvalues[j]);
            }
            else if (poles.Count > 0 && _eigenvalues[j] - poles[^1] <= tolerance)
            {
                found.Add(_eigenvalues[j]);
                weights[^1] += weight;
            }
            else
            {
                poles.Add(_eigenvalues[j]);
                weights.Add(weight);
            }
        }

        for (var j = 0; j + 1 < poles.Count; j++)
            found.Add(Root(CollectionsMarshal.AsSpan(poles), CollectionsMarshal.AsSpan(weights), j));
        found.Sort();
        return [.. found];
    }

    // The secular function times (m - low)(high - m) is smooth from -weight * width at low to +weight * width at high: regula falsi
    // in the Illinois form, which never leaves the bracket.
    private static double Root(ReadOnlySpan<double> poles, ReadOnlySpan<double> weights, int j)
    {
        var (low, high) = (poles[j], poles[j + 1]);
        var width = high - low;
        var (atLow, atHigh) = (-weights[j] * width, weights[j + 1] * width);
        var (a, b) = (low, high);
        var side = 0;
        for (var step = 0; step < MostSteps; step++)
        {
            var m = (a * atHigh - b * atLow) / (atHigh - atLow);
            if (!(m > a && m < b))
                m = a + (b - a) / 2;
            if (!(m > a && m < b) || b - a <= 1e-16 * Math.Abs(high))
                return m;
            var value = Secular(poles, weights, m) * (m - low) * (high - m);
            if (value == 0)
                return m;
            if (value < 0)
            {
                if (m - a <= 1e-15 * width)
                    return m;
                (a, atLow) = (m, value);
                atHigh = side < 0 ? atHigh / 2 : atHigh;
                side = -1;
            }
            else
            {
                if (b - m <= 1e-15 * width)
                    return m;
                (b, atHigh) = (m, value);
                atLow = side > 0 ? atLow / 2 : atLow;
                side = 1;
            }
        }

        return a + (b - a) / 2;
    }

    private static double Secular(ReadOnlySpan<double> poles, ReadOnlySpan<double> weights, double m)
    {
        var sums = Vector<double>.Zero;
        var at = new Vector<double>(m);
        var i = 0;
        for (; i <= poles.Length - Vector<double>.Count; i += Vector<double>.Count)
            sums += new Vector<double>(weights[i..]) / (new Vector<double>(poles[i..]) - at);
        var sum = Vector.Sum(sums);
        for (; i < poles.Length; i++)
            sum += weights[i] / (poles[i] - m);
        return sum;
    }
}
