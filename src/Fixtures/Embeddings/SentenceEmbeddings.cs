namespace DiversityBench.Fixtures.Embeddings;

/// <summary>One vector of length 1 for each text, in the order of the texts.</summary>
/// <param name="Dimension">Numbers in a vector, at least 1.</param>
/// <param name="Values">The vectors one after the other. <c>[texts, dimension]</c></param>
public sealed record SentenceEmbeddings(int Dimension, float[] Values)
{
    /// <summary>How many vectors there are.</summary>
    public int Count => Values.Length / Dimension;

    /// <summary>The vector of the text at an index. <c>[dimension]</c></summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no text at that index.</exception>
    public ReadOnlySpan<float> this[int index] => Values.AsSpan(checked(index * Dimension), Dimension);
}
