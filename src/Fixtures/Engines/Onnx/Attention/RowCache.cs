using System.Runtime.Intrinsics.X86;

namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>
/// Keys and values of the tokens that rows have of their own. They are read once a step by one row each, so what counts is memory: a head's
/// tokens lie side by side, and a new one touches its own cache lines only. Keys and values: <c>[row, head, slot, head size]</c>
/// </summary>
internal sealed unsafe class RowCache(DecoderSignature signature, CacheBufferPool pool, int rows, int slots) : IDisposable
{
    private const int CacheLine = 16;
    private readonly CacheBuffer _buffer = pool.Rent((long)rows * slots);
    private readonly int _size = signature.HeadSize;

    /// <summary>Tokens of a row that fit.</summary>
    public int Slots => slots;

    public float* Keys(int layer, int row, int head) => Start(2 * layer, row, head);

    public float* Values(int layer, int row, int head) => Start((2 * layer) + 1, row, head);

    public void Write(int layer, int row, int head, int slot, float* key, float* value)
    {
        new ReadOnlySpan<float>(key, _size).CopyTo(new Span<float>(Keys(layer, row, head) + ((long)slot * _size), _size));
        new ReadOnlySpan<float>(value, _size).CopyTo(new Span<float>(Values(layer, row, head) + ((long)slot * _size), _size));
    }

    /// <summary>Asks the processor to fetch a row's tokens: rows lie apart, and waiting for each one's memory would cost more than the sums.</summary>
    public void Prefetch(int layer, int row, int head, int tokens)
    {
        if (!Sse.IsSupported)
            return;
        float* keys = Keys(layer, row, head), values = Values(layer, row, head);
        for (long i = 0; i < (long)tokens * _size; i += CacheLine)
        {
            Sse.Prefetch0(keys + i);
            Sse.Prefetch0(values + i);
        }
    }

    public void Dispose() => pool.Return(_buffer);

    private float* Start(int tensor, int row, int head) => (float*)_buffer.Start(tensor) + (((long)(row * signature.KeyValueHeads) + head) * slots * _size);
}
