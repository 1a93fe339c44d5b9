using System.Numerics.Tensors;

namespace DiversityBench.Metrics.Embeddings;

/// <summary>Embeddings scaled to length 1 in double precision: the input of every embedding metric.</summary>
public sealed class UnitEmbeddings
{
    private UnitEmbeddings(PointSet points) => Points = points;

    /// <summary>The unit vectors.</summary>
    public PointSet Points { get; }

    /// <summary>Number of samples, at least 1.</summary>
    public int Count => Points.Count;

    /// <summary>Components of each embedding.</summary>
    public int Dimension => Points.Dimension;

    /// <summary>Normalises vectors. Undefined without samples, for unequal dimensions, NaN, infinities and vectors of length zero.</summary>
    /// <param name="rows">[count][dimension].</param>
    public static Measured<UnitEmbeddings> FromRows(IReadOnlyList<double[]> rows) => PointSet.FromRows(rows).Then(Normalise);

    /// <summary>Normalises vectors in single precision. Undefined as <see cref="FromRows"/> is.</summary>
    /// <param name="vectors">[count][dimension].</param>
    public static Measured<UnitEmbeddings> FromVectors(IReadOnlyList<ReadOnlyMemory<float>> vectors) =>
        FromRows([.. vectors.Select(vector => Array.ConvertAll(vector.ToArray(), component => (double)component))]);

    /// <summary>Normalises encoder output. Undefined without rows, for NaN, infinities and vectors of length zero.</summary>
    /// <param name="embeddings">[rows, dimension].</param>
    public static Measured<UnitEmbeddings> FromEmbeddings(EmbeddingMatrix embeddings) => PointSet.FromEmbeddings(embeddings).Then(Normalise);

    /// <summary>The chosen samples, in the order given; at least one.</summary>
    /// <param name="members">Indices in 0 … Count - 1.</param>
    public UnitEmbeddings Choose(ReadOnlySpan<int> members) => new(Points.Choose(members));

    private static Measured<UnitEmbeddings> Normalise(PointSet points)
    {
        var values = new double[points.Count * points.Dimension];
        for (var i = 0; i < points.Count; i++)
        {
            // The largest component is divided out first, so that squares neither overflow nor vanish.
            var largest = TensorPrimitives.MaxMagnitude(points[i]);
            if (largest == 0)
                return new Undefined(FormattableString.Invariant($"vector {i} has length zero"));
            var row = values.AsSpan(i * points.Dimension, points.Dimension);
            TensorPrimitives.Divide(points[i], Math.Abs(largest), row);
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<double>(row), row);
        }

        return new UnitEmbeddings(new(points.Count, points.Dimension, values));
    }
}
