namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>What a GroupQueryAttention node says about itself.</summary>
/// <param name="Layer">Number of its layer.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="KeyValueHeads">Key/value heads; each serves the same number of query heads in a row.</param>
/// <param name="HeadSize">Numbers of a head, a multiple of 16.</param>
internal sealed record AttentionNode(int Layer, int Heads, int KeyValueHeads, int HeadSize)
{
    /// <summary>Factor of the scores.</summary>
    public required float Scale { get; init; }

    /// <summary>Whether the node applies rotary positions to queries and keys.</summary>
    public bool Rotates { get; init; }

    /// <summary>Whether rotation pairs neighbours, rather than the halves of a head.</summary>
    public bool Interleaved { get; init; }

    /// <summary>Whether the first input holds queries, keys and values of a token side by side.</summary>
    public bool Packed { get; init; }

    /// <summary>Query heads of a key/value head.</summary>
    public int Group => Heads / KeyValueHeads;
}
