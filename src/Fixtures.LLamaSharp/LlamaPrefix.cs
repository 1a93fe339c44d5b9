using DiversityBench.Fixtures.Engines;
using LLama;

namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>A prompt's cache, taken out of the context that read it, and the logits after it.</summary>
internal sealed class LlamaPrefix(LLamaContext.SequenceState state, int length, float[] logits) : IPrefix
{
    public int Length => length;

    public ReadOnlyMemory<float> Logits => logits;

    public LLamaContext.SequenceState State => state;

    public void Dispose() => state.Dispose();
}
