using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>A prompt's cache with one row, and the logits after it.</summary>
internal sealed class OnnxPrefix(OrtValue[] cache, int length, float[] logits) : IPrefix
{
    public int Length => length;

    public ReadOnlyMemory<float> Logits => logits;

    public OrtValue[] Cache => cache;

    public void Dispose() => CacheTensors.Dispose(cache);
}
