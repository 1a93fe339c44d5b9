using Matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace DiversityBench.Metrics.Embeddings;

/// <summary>The plane in which samples differ most: coordinates along the first two principal components of their embeddings, for a map.</summary>
/// <param name="X">First coordinates, [samples]; mean 0.</param>
/// <param name="Y">Second coordinates, [samples]; mean 0.</param>
/// <param name="Share">Share of the whole variance that the plane shows, 0 … 1; 0 where all samples are equal.</param>
public sealed record PrincipalPlane(IReadOnlyList<double> X, IReadOnlyList<double> Y, double Share)
{
    // A block wider than the plane converges faster; a map needs no more digits than these rounds give.
    private const int Block = 6, Rounds = 40;

    /// <summary>The plane of embeddings, by subspace iteration on the centred Gram matrix. Each coordinate's largest entry is positive, which fixes its sign.</summary>
    /// <param name="embeddings">Unit vectors.</param>
    public static PrincipalPlane Of(UnitEmbeddings embeddings)
    {
        var n = embeddings.Count;
        var gram = Matrix.Build.Dense(n, n, SymmetricMatrix.Cosines(embeddings).Values.ToArray());
        var means = gram.RowSums() / n;
        var mean = means.Sum() / n;
        gram.MapIndexedInplace((i, j, cosine) => cosine - means[i] - means[j] + mean);
        var total = gram.Trace();
        if (!(total > 1e-12 * n) || n < 2)
            return new PrincipalPlane(new double[n], new double[n], 0);
        var width = Math.Min(Block, n);
        var basis = Matrix.Build.Dense(n, width, (i, j) => Math.Cos(1 + i * (j + 1)));
        for (var round = 0; round < Rounds; round++)
            basis = (gram * basis.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q);
        basis = basis.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;
        var inside = (basis.TransposeThisAndMultiply(gram * basis)).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric);
        var largest = Enumerable.Range(0, width).OrderByDescending(j => inside.EigenValues[j].Real).Take(2).ToArray();
        return new PrincipalPlane(Along(largest[0]), Along(largest[1]), Math.Min(1, largest.Sum(Value) / total));

        double Value(int component) => Math.Max(0, inside.EigenValues[component].Real);

        double[] Along(int component)
        {
            var vector = basis * inside.EigenVectors.Column(component);
            var length = Math.Sqrt(Value(component)) * Math.Sign(vector[vector.AbsoluteMaximumIndex()]);
            return [.. vector.Select(entry => entry * length)];
        }
    }
}
