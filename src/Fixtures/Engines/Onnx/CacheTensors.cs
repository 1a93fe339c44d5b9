using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>Key/value cache tensors and copies between them. Layout of each: <c>[rows, heads, slots, head size]</c>.</summary>
internal static class CacheTensors
{
    /// <summary>Makes a cache with room for <paramref name="slots"/> tokens a row; its content is not defined.</summary>
    public static OrtValue[] Allocate(DecoderSignature signature, int rows, int slots)
    {
        var cache = new OrtValue[signature.PastNames.Count];
        for (var i = 0; i < cache.Length; i++)
            cache[i] = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, signature.CacheType, [rows, signature.KeyValueHeads, slots, signature.HeadSize]);
        return cache;
    }

    /// <summary>Copies the first <paramref name="tokens"/> slots of one row into a row of another cache.</summary>
    public static void CopyRow(DecoderSignature signature, OrtValue[] source, int sourceRow, int sourceSlots, OrtValue[] target, int targetRow, int targetSlots, int tokens)
    {
        var line = signature.HeadSize * signature.CacheElementSize;
        for (var i = 0; i < source.Length; i++)
        {
            var from = Bytes(source[i]);
            var to = Bytes(target[i]);
            for (var head = 0; head < signature.KeyValueHeads; head++)
            {
                var fromLine = (long)((sourceRow * signature.KeyValueHeads) + head) * sourceSlots * line;
                var toLine = (long)((targetRow * signature.KeyValueHeads) + head) * targetSlots * line;
                from.Slice(checked((int)fromLine), tokens * line).CopyTo(to.Slice(checked((int)toLine), tokens * line));
            }
        }
    }

    public static void Dispose(OrtValue[]? cache)
    {
        foreach (var value in cache ?? [])
            value?.Dispose();
    }

    private static Span<byte> Bytes(OrtValue value) => value.GetTensorMutableRawData();
}
