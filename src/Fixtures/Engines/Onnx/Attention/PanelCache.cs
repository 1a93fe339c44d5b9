namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>
/// Keys and values of a prompt that many rows read, in panels of <see cref="Lanes"/> columns for products with many queries at a time. Keys:
/// <c>[head, slot / 16, head size, 16 slots]</c>; values: <c>[head, head size / 16, slot, 16]</c>.
/// </summary>
internal sealed unsafe class PanelCache(DecoderSignature signature, int slots) : IDisposable
{
    public const int Lanes = 16;
    private readonly CacheBuffer _buffer = new(signature, Padded(slots));
    private readonly int _size = signature.HeadSize;

    /// <summary>Tokens that fit, a multiple of <see cref="Lanes"/>.</summary>
    public int Slots { get; } = Padded(slots);

    public static int Padded(int slots) => (slots + Lanes - 1) / Lanes * Lanes;

    public float* Keys(int layer, int head) => (float*)_buffer.Start(2 * layer) + ((long)head * Slots * _size);

    public float* Values(int layer, int head) => (float*)_buffer.Start((2 * layer) + 1) + ((long)head * Slots * _size);

    public void Write(int layer, int head, int slot, float* key, float* value)
    {
        var keys = Keys(layer, head) + ((long)(slot / Lanes) * Lanes * _size) + (slot % Lanes);
        for (var i = 0; i < _size; i++)
            keys[i * Lanes] = key[i];
        var values = Values(layer, head) + ((long)slot * Lanes);
        for (var i = 0; i < _size; i += Lanes)
            new ReadOnlySpan<float>(value + i, Lanes).CopyTo(new Span<float>(values + ((long)i * Slots), Lanes));
    }

    public void Dispose() => _buffer.Dispose();
}
