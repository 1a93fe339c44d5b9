namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>A row before a run: a cache that others may share, followed by tokens of its own.</summary>
/// <param name="Shared">The cache of its prompt.</param>
/// <param name="SharedLength">Tokens of that cache which the row follows.</param>
/// <param name="Place">Row of the own tokens' memory.</param>
/// <param name="OwnLength">Own tokens.</param>
internal readonly record struct AttentionRow(PanelCache Shared, int SharedLength, int Place, int OwnLength)
{
    public int Length => SharedLength + OwnLength;
}
