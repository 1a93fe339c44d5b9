using System.Numerics.Tensors;

namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Eigenvalues of a symmetric matrix without vectors: Householder reduction to a tridiagonal matrix by whole rows, then implicit QL
/// (Martin, Reinsch and Wilkinson 1968; Dubrulle, Martin and Wilkinson 1968).
/// </summary>
internal static class SymmetricEigenvalues
{
    private const int MostSweeps = 60;

    /// <summary>Eigenvalues in no particular order.</summary>
    /// <param name="matrix">Row by row, [n, n]; only the lower triangle is read; overwritten.</param>
    /// <param name="n">Number of rows.</param>
    /// <param name="eigenvalues">As long as <paramref name="n"/>.</param>
    public static void Compute(Span<double> matrix, int n, Span<double> eigenvalues)
    {
        var offDiagonal = new double[n];
        Tridiagonalise(matrix, n, eigenvalues, offDiagonal);
        ImplicitQl(eigenvalues, offDiagonal);
    }

    private static void Tridiagonalise(Span<double> a, int n, Span<double> diagonal, Span<double> offDiagonal)
    {
        Span<double> p = new double[n];
        for (var i = n - 1; i > 0; i--)
        {
            var u = a.Slice(i * n, i);
            diagonal[i] = a[(i * n) + i];
            var norm = TensorPrimitives.Norm<double>(u);
            var last = u[^1];
            if (norm == 0 || norm == Math.Abs(last))
            {
                offDiagonal[i] = last;
                continue;
            }

            var reflected = last >= 0 ? -norm : norm;
            offDiagonal[i] = reflected;
            u[^1] = last - reflected;
            var h = (norm * norm) - (last * reflected);
            var q = p[..i];
            q.Clear();
            for (var j = 0; j < i; j++)
            {
                var row = a.Slice(j * n, j);
                q[j] += TensorPrimitives.Dot<double>(row, u[..j]) + (a[(j * n) + j] * u[j]);
                TensorPrimitives.MultiplyAdd(row, u[j], q[..j], q[..j]);
            }

            TensorPrimitives.Divide(q, h, q);
            TensorPrimitives.MultiplyAdd(u, -TensorPrimitives.Dot<double>(u, q) / (2 * h), q, q);
            for (var j = 0; j < i; j++)
            {
                var row = a.Slice(j * n, j + 1);
                TensorPrimitives.MultiplyAdd(q[..(j + 1)], -u[j], row, row);
                TensorPrimitives.MultiplyAdd(u[..(j + 1)], -q[j], row, row);
            }
        }

        diagonal[0] = a[0];
    }

    private static void ImplicitQl(Span<double> d, Span<double> e)
    {
        var n = d.Length;
        for (var i = 1; i < n; i++)
            e[i - 1] = e[i];
        e[n - 1] = 0;
        for (var l = 0; l < n; l++)
        {
            for (var sweep = 0; sweep < MostSweeps; sweep++)
            {
                var m = l;
                while (m < n - 1 && Math.Abs(e[m]) > double.Epsilon && Math.Abs(e[m]) > 1e-16 * (Math.Abs(d[m]) + Math.Abs(d[m + 1])))
                    m++;
                if (m == l)
                    break;
                Sweep(d, e, l, m);
            }
        }
    }

    private static void Sweep(Span<double> d, Span<double> e, int l, int m)
    {
        var g = (d[l + 1] - d[l]) / (2 * e[l]);
        g = d[m] - d[l] + (e[l] / (g + Math.CopySign(Math.Sqrt((g * g) + 1), g)));
        double s = 1, c = 1, p = 0;
        for (var i = m - 1; i >= l; i--)
        {
            var f = s * e[i];
            var b = c * e[i];
            var r = Math.Sqrt((f * f) + (g * g));
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
            r = ((d[i] - g) * s) + (2 * c * b);
            p = s * r;
            d[i + 1] = g + p;
            g = (c * r) - b;
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }
}
