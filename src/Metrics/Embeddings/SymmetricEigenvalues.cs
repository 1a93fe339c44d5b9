using System.Numerics;
using System.Numerics.Tensors;

namespace DiversityBench.Metrics.Embeddings;

/// <summary>
/// Eigenvalues of a symmetric matrix, with eigenvectors where they are asked for: Householder reduction to tridiagonal form, then the implicit QL
/// method (Golub and Van Loan, sections 8.3.1 and 8.3.3). Absolute error about 1e-16 times the largest eigenvalue times the size.
/// </summary>
internal static class SymmetricEigenvalues
{
    private const int MostSweeps = 60;

    /// <summary>Eigenvalues in rising order; the matrix [n, n] is destroyed.</summary>
    public static double[] Rising(double[] matrix, int n)
    {
        var (diagonal, below, _) = Tridiagonal(matrix, n);
        DiagonaliseByQl(diagonal, below, null);
        Array.Sort(diagonal);
        return diagonal;
    }

    /// <summary>Eigenvalues in rising order, and the unit eigenvector of each, [n][n]; the matrix [n, n] is destroyed.</summary>
    public static (double[] Values, double[][] Vectors) WithVectors(double[] matrix, int n)
    {
        var (values, below, scales) = Tridiagonal(matrix, n);
        var vectors = new double[n][];
        for (var j = 0; j < n; j++)
        {
            vectors[j] = new double[n];
            vectors[j][j] = 1;
        }

        DiagonaliseByQl(values, below, vectors);

        // From the tridiagonal matrix back to the given one: its reflections, the last one first.
        Parallel.ForEach(vectors, vector =>
        {
            for (var i = 1; i < n; i++)
            {
                if (scales[i] == 0)
                    continue;
                var reflector = matrix.AsSpan(i * n, i);
                var head = vector.AsSpan(0, i);
                TensorPrimitives.MultiplyAdd<double>(reflector, -TensorPrimitives.Dot<double>(head, reflector) / scales[i], head, head);
            }
        });

        Array.Sort(values, vectors);
        return (values, vectors);
    }

    // Works from the last row up; only the rows and columns before it change, and only their lower triangle is kept. Row i of the matrix then holds the
    // reflector v of I - v v' / scale.
    private static (double[] Diagonal, double[] Below, double[] Scales) Tridiagonal(double[] a, int n)
    {
        var diagonal = new double[n];
        var below = new double[n];
        var scales = new double[n];
        var product = new double[n];
        for (var i = n - 1; i > 0; i--)
        {
            diagonal[i] = a[i * n + i];
            var v = a.AsSpan(i * n, i);
            var norm = TensorPrimitives.Norm<double>(v);
            var head = v[i - 1];
            if (norm == 0 || norm == Math.Abs(head))
            {
                below[i] = head;
                continue;
            }

            // H = I - v v' / scale maps the row to (0, …, 0, -sign(head) norm).
            below[i] = head > 0 ? -norm : norm;
            v[i - 1] -= below[i];
            var scale = scales[i] = -below[i] * v[i - 1];
            var p = product.AsSpan(0, i);
            MultiplyLower(a, n, v, p);
            TensorPrimitives.Divide(p, scale, p);
            var half = TensorPrimitives.Dot<double>(p, v) / (2 * scale);
            TensorPrimitives.MultiplyAdd<double>(v, -half, p, p);
            for (var row = 0; row < i; row++)
            {
                var target = a.AsSpan(row * n, row + 1);
                TensorPrimitives.MultiplyAdd<double>(p[..(row + 1)], -v[row], target, target);
                TensorPrimitives.MultiplyAdd<double>(v[..(row + 1)], -p[row], target, target);
            }
        }

        diagonal[0] = a[0];
        return (diagonal, below, scales);
    }

    // result = A v for the symmetric A whose lower triangle is stored.
    private static void MultiplyLower(double[] a, int n, ReadOnlySpan<double> v, Span<double> result)
    {
        result.Clear();
        for (var row = 0; row < v.Length; row++)
        {
            var lower = a.AsSpan(row * n, row);
            var before = result[..row];
            TensorPrimitives.MultiplyAdd<double>(lower, v[row], before, before);
            result[row] += a[row * n + row] * v[row] + TensorPrimitives.Dot<double>(lower, v[..row]);
        }
    }

    private static void DiagonaliseByQl(double[] d, double[] below, double[][]? vectors)
    {
        var n = d.Length;
        var e = new double[n];
        Array.Copy(below, 1, e, 0, n - 1);
        for (var l = 0; l < n; l++)
        {
            for (var sweep = 0; ; sweep++)
            {
                var m = l;
                while (m < n - 1 && Math.Abs(e[m]) > double.Epsilon && Math.Abs(e[m]) > 1.1e-16 * (Math.Abs(d[m]) + Math.Abs(d[m + 1])))
                    m++;
                if (m == l)
                    break;
                if (sweep == MostSweeps)
                    throw new ArithmeticException(FormattableString.Invariant($"Expected the QL iteration to converge because the matrix is symmetric and finite, but found eigenvalue {l} of {n} open after {MostSweeps} sweeps.\nNext step: report the matrix."));
                Sweep(d, e, l, m, vectors);
            }
        }
    }

    // One implicit QL step with Wilkinson's shift on rows l … m; vectors, if any, turn with it.
    private static void Sweep(double[] d, double[] e, int l, int m, double[][]? vectors)
    {
        var g = (d[l + 1] - d[l]) / (2 * e[l]);
        var r = double.Hypot(g, 1);
        g = d[m] - d[l] + e[l] / (g + Math.CopySign(r, g));
        double s = 1, c = 1, p = 0;
        for (var i = m - 1; i >= l; i--)
        {
            var f = s * e[i];
            var b = c * e[i];
            r = Math.Sqrt(f * f + g * g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }

            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            if (vectors is not null)
                Rotate(vectors[i], vectors[i + 1], c, s);
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }

    // (x, y) becomes (c x - s y, s x + c y).
    private static void Rotate(double[] x, double[] y, double c, double s)
    {
        var (cosine, sine) = (new Vector<double>(c), new Vector<double>(s));
        var k = 0;
        for (; k <= x.Length - Vector<double>.Count; k += Vector<double>.Count)
        {
            var (first, second) = (new Vector<double>(x, k), new Vector<double>(y, k));
            ((cosine * first) - (sine * second)).CopyTo(x, k);
            ((sine * first) + (cosine * second)).CopyTo(y, k);
        }

        for (; k < x.Length; k++)
            (x[k], y[k]) = ((c * x[k]) - (s * y[k]), (s * x[k]) + (c * y[k]));
    }
}
