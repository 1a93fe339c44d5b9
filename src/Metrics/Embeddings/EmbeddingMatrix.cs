namespace DiversityBench.Metrics.Embeddings;

/// <summary>Sentence embeddings as an encoder gives them: [rows, dimension], row-major, single precision, of any length.</summary>
public sealed record EmbeddingMatrix
{
    /// <summary>Wraps encoder output.</summary>
    /// <param name="rows">Number of texts, 0 or more.</param>
    /// <param name="dimension">Components of each embedding, at least 1.</param>
    /// <param name="values">[rows, dimension] row-major.</param>
    /// <exception cref="ArgumentException">The values are not rows times dimension many.</exception>
    public EmbeddingMatrix(int rows, int dimension, ReadOnlyMemory<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (values.Length != (long)rows * dimension)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Expected the embeddings to hold {rows} x {dimension} = {(long)rows * dimension} values because they are stored row by row, but found {values.Length}.\nNext step: pass the buffer cut to the rows in use."),
                nameof(values));
        }

        (Rows, Dimension, Values) = (rows, dimension, values);
    }

    /// <summary>Number of texts.</summary>
    public int Rows { get; }

    /// <summary>Components of each embedding.</summary>
    public int Dimension { get; }

    /// <summary>[rows, dimension] row-major.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>The embedding of one text, [dimension].</summary>
    /// <param name="row">Index in 0 … Rows - 1.</param>
    public ReadOnlySpan<float> this[int row] => Values.Span.Slice(row * Dimension, Dimension);

    /// <summary>The embeddings of chosen texts, in the order given.</summary>
    /// <param name="members">Indices in 0 … Rows - 1.</param>
    public EmbeddingMatrix Choose(ReadOnlySpan<int> members)
    {
        var chosen = new float[members.Length * Dimension];
        for (var i = 0; i < members.Length; i++)
            this[members[i]].CopyTo(chosen.AsSpan(i * Dimension));
        return new(members.Length, Dimension, chosen);
    }
}
