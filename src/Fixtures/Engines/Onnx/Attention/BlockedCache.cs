using System.Runtime.InteropServices;

namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>
/// Keys and values of every layer, laid out in panels of <see cref="Lanes"/> columns, so that scores are sums over a panel's rows and no
/// vector is ever added up across its lanes. Keys: <c>[row, head, slot / 16, head size, 16 slots]</c>; values:
/// <c>[row, head, head size / 16, slot, 16]</c>.
/// </summary>
internal sealed unsafe class BlockedCache : IDisposable
{
    public const int Lanes = 16;
    private const int Alignment = 64;
    private readonly byte*[] _allocated;
    private readonly int _heads;

    public BlockedCache(int layers, int heads, int headSize, int rows, int slots)
    {
        (_heads, HeadSize, Slots) = (heads, headSize, Padded(slots));
        _allocated = new byte*[layers];
        for (var layer = 0; layer < layers; layer++)
            _allocated[layer] = (byte*)NativeMemory.AllocZeroed(checked((nuint)(2L * rows * heads * Slots * headSize * sizeof(float)) + Alignment));
    }

    public int HeadSize { get; }

    /// <summary>Tokens that a row can hold.</summary>
    public int Slots { get; }

    public static int Padded(int slots) => (slots + Lanes - 1) / Lanes * Lanes;

    public float* Keys(int layer, int row, int head) => Start(layer) + (2L * ((row * _heads) + head) * Slots * HeadSize);

    public float* Values(int layer, int row, int head) => Keys(layer, row, head) + ((long)Slots * HeadSize);

    public void Write(int layer, int row, int head, int slot, float* key, float* value)
    {
        var keys = Keys(layer, row, head) + (slot / Lanes * Lanes * HeadSize) + (slot % Lanes);
        for (var i = 0; i < HeadSize; i++)
            keys[i * Lanes] = key[i];
        var values = Values(layer, row, head) + (slot * Lanes);
        for (var i = 0; i < HeadSize; i += Lanes)
            new ReadOnlySpan<float>(value + i, Lanes).CopyTo(new Span<float>(values + (i * Slots), Lanes));
    }

    public void Dispose()
    {
        for (var layer = 0; layer < _allocated.Length; layer++)
        {
            NativeMemory.Free(_allocated[layer]);
            _allocated[layer] = null;
        }
    }

    private float* Start(int layer) => (float*)(((nint)_allocated[layer] + Alignment - 1) & -Alignment);
}
