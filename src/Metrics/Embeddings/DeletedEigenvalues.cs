using System.Numerics;
using System.Runtime.InteropServices;

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

    // The steps converge quadratically: after a move this small, what is left is round-off.
    private const double Settled = 1e-9;

    private readonly double[] _eigenvalues;
    private readonly double[][] _vectors;

    /// <param name="matrix">[n, n], symmetric; taken over.</param>
    /// <param name="n">Number of rows.</param>
    public DeletedEigenvalues(double[] matrix, int n)
    {
        (_eigenvalues, _vectors) = SymmetricEigenvalues.WithVectors(matrix, n);
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
            var weight = _vectors[j][sample] * _vectors[j][sample];
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

    // The secular function rises from minus infinity at one pole to infinity at the next. Each step solves the equation with the two poles around the
    // root alone, weighted so that value and slope agree on either side of it ("the middle way", Li 1994, LAPACK working note 89).
    private static double Root(ReadOnlySpan<double> poles, ReadOnlySpan<double> weights, int j)
    {
        var (low, high) = (poles[j], poles[j + 1]);
        var (a, b, width) = (low, high, high - low);
        var m = low + (width * weights[j] / (weights[j] + weights[j + 1])); // the root if there were no other poles
        for (var step = 0; step < MostSteps; step++)
        {
            if (!(m > a && m < b))
                m = a + ((b - a) / 2);
            if (!(m > a && m < b))
                return m;
            var (below, slopeBelow) = Secular(poles[..(j + 1)], weights, m);
            var (above, slopeAbove) = Secular(poles[(j + 1)..], weights[(j + 1)..], m);
            var value = below + above;
            if (value == 0)
                return m;
            (a, b) = value < 0 ? (m, b) : (a, m);
            var (toLow, toHigh) = (low - m, high - m);
            var linear = (value * (toLow + toHigh)) - (toLow * toHigh * (slopeBelow + slopeAbove));
            var constant = value * toLow * toHigh;
            var square = value - (toLow * slopeBelow) - (toHigh * slopeAbove);
            var root = Math.Sqrt(Math.Max(0, (linear * linear) - (4 * constant * square)));
            var move = linear <= 0 ? (linear - root) / (2 * square) : 2 * constant / (linear + root);
            if (Math.Abs(move) <= Settled * width || b - a <= 1e-16 * Math.Abs(high))
                return m + move > a && m + move < b ? m + move : m;
            m += move;
        }

        return m;
    }

    /// <summary>sum w / (pole - m) and its derivative in m.</summary>
    private static (double Value, double Slope) Secular(ReadOnlySpan<double> poles, ReadOnlySpan<double> weights, double m)
    {
        var (values, slopes, at) = (Vector<double>.Zero, Vector<double>.Zero, new Vector<double>(m));
        var i = 0;
        for (; i <= poles.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var inverse = Vector<double>.One / (new Vector<double>(poles[i..]) - at);
            var term = new Vector<double>(weights[i..]) * inverse;
            values += term;
            slopes += term * inverse;
        }

        var (value, slope) = (Vector.Sum(values), Vector.Sum(slopes));
        for (; i < poles.Length; i++)
        {
            var inverse = 1 / (poles[i] - m);
            value += weights[i] * inverse;
            slope += weights[i] * inverse * inverse;
        }

        return (value, slope);
    }
}
