using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>
/// Memory for every key/value tensor of a batch, seen as tensors of whatever rows and slots are wanted. Zero at first and written
/// only where a batch uses it, so that pages which no batch reaches are never touched.
/// </summary>
internal sealed unsafe class CacheBuffer : IDisposable
{
    private const int Alignment = 64;
    private readonly DecoderSignature _signature;
    private readonly byte*[] _allocated;

    public CacheBuffer(DecoderSignature signature, long tokens)
    {
        _signature = signature;
        Tokens = tokens;
        _allocated = new byte*[signature.PastNames.Count];
        for (var i = 0; i < _allocated.Length; i++)
            _allocated[i] = (byte*)NativeMemory.AllocZeroed(checked((nuint)(tokens * BytesPerToken) + Alignment));
    }

    /// <summary>Rows times slots that fit.</summary>
    public long Tokens { get; }

    private long BytesPerToken => (long)_signature.KeyValueHeads * _signature.HeadSize * _signature.CacheElementSize;

    /// <summary>One tensor a name of the signature over the start of the memory; valid until the buffer is disposed of.</summary>
    public OrtValue[] View(int rows, int slots)
    {
        if ((long)rows * slots > Tokens)
            throw new ArgumentOutOfRangeException(nameof(slots), $"Expected at most {Tokens} tokens, but found {rows} rows of {slots} slots.");
        var view = new OrtValue[_allocated.Length];
        for (var i = 0; i < view.Length; i++)
        {
            view[i] = OrtValue.CreateTensorValueWithData(
                OrtMemoryInfo.DefaultInstance, _signature.CacheType, [rows, _signature.KeyValueHeads, slots, _signature.HeadSize], Start(i), rows * slots * BytesPerToken);
        }

        return view;
    }

    /// <summary>Where the memory of a tensor starts; valid until the buffer is disposed of.</summary>
    public nint Start(int tensor) => ((nint)_allocated[tensor] + Alignment - 1) & -Alignment;

    public void Dispose()
    {
        for (var i = 0; i < _allocated.Length; i++)
        {
            NativeMemory.Free(_allocated[i]);
            _allocated[i] = null;
        }
    }
}
