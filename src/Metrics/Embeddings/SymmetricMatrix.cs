using System.Numerics.Tensors;

namespace DiversityBench.Metrics.Embeddings;

/// <summary>A symmetric square matrix over samples: cosines or distances of all pairs, [count, count].</summary>
public sealed class SymmetricMatrix
{
    private readonly double[] _values;

    private SymmetricMatrix(int count, double[] values) => (Count, _values) = (count, values);

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>Row of one sample, [count].</summary>
    /// <param name="row">Index in 0 … Count - 1.</param>
    public ReadOnlySpan<double> this[int row] => _values.AsSpan(row * Count, Count);

    /// <summary>Value of two samples.</summary>
    /// <param name="first">Index in 0 … Count - 1.</param>
    /// <param name="second">Index in 0 … Count - 1.</param>
    public double this[int first, int second] => _values[(first * Count) + second];

    /// <summary>All values, [count, count] row-major.</summary>
    public ReadOnlyMemory<double> Values => _values;

    /// <summary>Cosines of unit vectors, within -1 … 1; the diagonal is exactly 1.</summary>
    /// <param name="embeddings">Unit vectors.</param>
    public static SymmetricMatrix Cosines(UnitEmbeddings embeddings)
    {
        var points = embeddings.Points;
        return Fill(points.Count, 1, (i, j) => Math.Clamp(TensorPrimitives.Dot(points[i], points[j]), -1, 1));
    }

    /// <summary>Cosines of encoder output that must be usable; of no vectors, an empty matrix.</summary>
    /// <param name="vectors">Vectors of any length.</param>
    /// <exception cref="ArgumentException">Dimensions differ, or a vector holds NaN or infinities or has length zero.</exception>
    public static SymmetricMatrix Cosines(IReadOnlyList<ReadOnlyMemory<float>> vectors)
    {
        if (vectors.Count == 0)
            return new(0, []);
        if (UnitEmbeddings.FromVectors(vectors).TryGet(out var embeddings, out var fault))
            return Cosines(embeddings);
        throw new ArgumentException(
            $"""
            Expected the vectors to have cosines because they come from one encoder, but found: {fault.Reason}.
            Next step: check the encoder's output for these samples.
            """,
            nameof(vectors));
    }

    /// <summary>Euclidean distances of points; the diagonal is 0.</summary>
    /// <param name="points">Points.</param>
    public static SymmetricMatrix Distances(PointSet points) => Fill(points.Count, 0, (i, j) => TensorPrimitives.Distance(points[i], points[j]));

    /// <summary>1 - cosine of unit vectors, 0 … 2; the diagonal is 0.</summary>
    /// <param name="embeddings">Unit vectors.</param>
    public static SymmetricMatrix CosineDistances(UnitEmbeddings embeddings)
    {
        var points = embeddings.Points;
        return Fill(points.Count, 0, (i, j) => Math.Clamp(1 - TensorPrimitives.Dot(points[i], points[j]), 0, 2));
    }

    /// <summary>Takes a matrix as it is. Undefined without rows, if it is not square, not symmetric, or holds NaN or infinities.</summary>
    /// <param name="rows">[count][count].</param>
    public static Measured<SymmetricMatrix> FromRows(IReadOnlyList<double[]> rows)
    {
        if (rows.Count == 0)
            return new Undefined("no samples");
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Length != rows.Count)
                return new Undefined(FormattableString.Invariant($"row {i} has {rows[i].Length} entries for {rows.Count} samples"));
            for (var j = 0; j < rows.Count; j++)
            {
                if (!double.IsFinite(rows[i][j]))
                    return new Undefined(FormattableString.Invariant($"row {i} holds NaN or infinity"));
                if (j < i && rows[i][j] != rows[j][i])
                    return new Undefined(FormattableString.Invariant($"entries {i}, {j} and {j}, {i} differ"));
            }
        }

        return new SymmetricMatrix(rows.Count, [.. rows.SelectMany(row => row)]);
    }

    /// <summary>Rows and columns of the chosen samples, in the order given.</summary>
    /// <param name="members">Indices in 0 … Count - 1.</param>
    public SymmetricMatrix Choose(ReadOnlySpan<int> members)
    {
        var chosen = new double[members.Length * members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            var row = this[members[i]];
            for (var j = 0; j < members.Length; j++)
                chosen[i * members.Length + j] = row[members[j]];
        }

        return new(members.Length, chosen);
    }

    private static SymmetricMatrix Fill(int count, double diagonal, Func<int, int, double> entry)
    {
        var values = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            values[i * count + i] = diagonal;
            for (var j = 0; j < i; j++)
                values[i * count + j] = values[j * count + i] = entry(i, j);
        }

        return new(count, values);
    }
}
