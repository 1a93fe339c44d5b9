using System.Numerics.Tensors;

namespace DiversityBench.Metrics.Sets;

/// <summary>Symmetric similarities of all pooled samples of one prompt, [count, count], ones on the diagonal for cosines.</summary>
public sealed class SimilarityMatrix
{
    private readonly double[] values;

    private SimilarityMatrix(double[] values, int count)
    {
        this.values = values;
        Count = count;
    }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>Similarity of two samples.</summary>
    public double this[int first, int second] => values[first * Count + second];

    /// <summary>Similarities of one sample to all, itself included.</summary>
    public ReadOnlySpan<double> Row(int sample) => values.AsSpan(sample * Count, Count);

    /// <summary>Cosines of the vectors, which need not have unit length.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or a vector holds NaN or has length zero.</exception>
    public static SimilarityMatrix OfCosines(IReadOnlyList<ReadOnlyMemory<float>> vectors)
    {
        var count = vectors.Count;
        var units = new double[count][];
        for (var i = 0; i < count; i++)
            units[i] = Unit(vectors, i);

        var values = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            values[i * count + i] = 1;
            for (var j = 0; j < i; j++)
                values[i * count + j] = values[j * count + i] = Math.Clamp(TensorPrimitives.Dot<double>(units[i], units[j]), -1, 1);
        }

        return new SimilarityMatrix(values, count);
    }

    /// <summary>Similarities that were computed elsewhere, row by row.</summary>
    /// <exception cref="ArgumentException">The matrix is not square, not symmetric or not finite.</exception>
    public static SimilarityMatrix Of(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        var count = rows.Count;
        var values = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            if (rows[i].Count != count)
                throw Invalid($"row {i} to have {count} similarities", "a similarity matrix is square", $"{rows[i].Count}");
            for (var j = 0; j < count; j++)
            {
                if (!double.IsFinite(rows[i][j]) || Math.Abs(rows[i][j] - rows[j][i]) > 1e-9)
                    throw Invalid($"similarity {i}, {j} to be finite and equal to {j}, {i}", "similarities are symmetric", $"{rows[i][j]} and {rows[j][i]}");
                values[i * count + j] = rows[i][j];
            }
        }

        return new SimilarityMatrix(values, count);
    }

    private static double[] Unit(IReadOnlyList<ReadOnlyMemory<float>> vectors, int index)
    {
        var vector = vectors[index].Span;
        if (vector.Length != vectors[0].Length)
            throw Invalid($"vector {index} to have {vectors[0].Length} numbers", "all vectors come from one encoder", $"{vector.Length}");
        var unit = new double[vector.Length];
        TensorPrimitives.ConvertTruncating<float, double>(vector, unit);
        var length = TensorPrimitives.Norm<double>(unit);
        if (!double.IsFinite(length) || length == 0)
            throw Invalid($"vector {index} to have a finite positive length", "a cosine is not defined otherwise", $"{length}");
        TensorPrimitives.Divide(unit, length, unit);
        return unit;
    }

    private static ArgumentException Invalid(string expectation, string because, string found) => new(
        $"""
        Expected {expectation} because {because}, but found {found}.
        Next step: check the encoder's output for this sample.
        """);
}
