namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>A prompt's cache, which all rows that fork from it read in place, and the logits after it.</summary>
internal sealed class SharedPrefix(PanelCache cache, int length, float[] logits) : IPrefix
{
    public int Length => length;

    public ReadOnlyMemory<float> Logits => logits;

    public PanelCache Cache => cache;

    public void Dispose() => cache.Dispose();
}
