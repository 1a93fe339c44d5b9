using System.Numerics.Tensors;

namespace DiversityBench.Metrics.Embeddings;

/// <summary>Points in double precision, [count, dimension] row-major, all finite; at least one.</summary>
public sealed class PointSet
{
    private readonly double[] _values;

    internal PointSet(int count, int dimension, double[] values) => (Count, Dimension, _values) = (count, dimension, values);

    /// <summary>Number of points, at least 1.</summary>
    public int Count { get; }

    /// <summary>Components of each point.</summary>
    public int Dimension { get; }

    /// <summary>One point, [dimension].</summary>
    /// <param name="point">Index in 0 … Count - 1.</param>
    public ReadOnlySpan<double> this[int point] => _values.AsSpan(point * Dimension, Dimension);

    /// <summary>Takes points as they are. Undefined without points, for unequal dimensions, NaN and infinities.</summary>
    /// <param name="rows">[count][dimension].</param>
    public static Measured<PointSet> FromRows(IReadOnlyList<double[]> rows)
    {
        if (rows.Count == 0)
            return new Undefined("no samples");
        var dimension = rows[0].Length;
        if (rows.FirstOrDefault(row => row.Length != dimension) is { } other)
            return new Undefined(FormattableString.Invariant($"dimensions differ: {dimension} and {other.Length}"));
        return Checked(rows.Count, dimension, [.. rows.SelectMany(row => row)]);
    }

    /// <summary>Widens encoder output. Undefined without rows, for NaN and infinities.</summary>
    /// <param name="embeddings">[rows, dimension].</param>
    public static Measured<PointSet> FromEmbeddings(EmbeddingMatrix embeddings)
    {
        if (embeddings.Rows == 0)
            return new Undefined("no samples");
        var wide = new double[embeddings.Values.Length];
        TensorPrimitives.ConvertChecked(embeddings.Values.Span, wide.AsSpan());
        return Checked(embeddings.Rows, embeddings.Dimension, wide);
    }

    /// <summary>The chosen points, in the order given; at least one.</summary>
    /// <param name="members">Indices in 0 … Count - 1.</param>
    public PointSet Choose(ReadOnlySpan<int> members)
    {
        ArgumentOutOfRangeException.ThrowIfZero(members.Length);
        var chosen = new double[members.Length * Dimension];
        for (var i = 0; i < members.Length; i++)
            this[members[i]].CopyTo(chosen.AsSpan(i * Dimension));
        return new(members.Length, Dimension, chosen);
    }

    /// <summary>Number of points that differ from each other in some component.</summary>
    public int DistinctCount()
    {
        var seen = new HashSet<double[]>(EqualComponents.Instance);
        for (var i = 0; i < Count; i++)
            seen.Add(this[i].ToArray());
        return seen.Count;
    }

    /// <summary>Squared Euclidean distance of a point from a place, [dimension].</summary>
    internal double SquaredDistance(int point, ReadOnlySpan<double> place)
    {
        var distance = TensorPrimitives.Distance(this[point], place);
        return distance * distance;
    }

    private static Measured<PointSet> Checked(int count, int dimension, double[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                return new Undefined(FormattableString.Invariant($"vector {i / dimension} holds {(double.IsNaN(values[i]) ? "NaN" : "infinity")}"));
        }

        return new PointSet(count, dimension, values);
    }

    private sealed class EqualComponents : IEqualityComparer<double[]>
    {
        public static readonly EqualComponents Instance = new();

        public bool Equals(double[]? x, double[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(double[] point)
        {
            var hash = default(HashCode);
            foreach (var component in point)
                hash.Add(component);
            return hash.ToHashCode();
        }
    }
}
