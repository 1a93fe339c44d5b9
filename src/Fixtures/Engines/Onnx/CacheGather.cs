using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using static DiversityBench.Fixtures.Manifest.ProtobufWriter;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>
/// Picks rows of a cache where it lies, on whatever device: a graph of one Gather node, run with bound tensors, so that nothing passes through the
/// processor's memory. What it makes is allocated by the session that the cache belongs to, whose limit so holds for it.
/// </summary>
internal sealed class CacheGather : IDisposable
{
    private const string Cache = "cache";
    private const string Rows = "rows";
    private const string Picked = "picked";
    private readonly InferenceSession _session;
    private readonly OrtAllocator _allocator;
    private readonly RunOptions _options = new();
    private readonly TensorElementType _cacheType;

    /// <param name="settings">Those of the device.</param>
    /// <param name="cacheType">Type of the cache's numbers.</param>
    /// <param name="owner">The session that the cache belongs to.</param>
    /// <param name="memory">Where the cache lies.</param>
    public CacheGather(SessionOptions settings, TensorElementType cacheType, InferenceSession owner, OrtMemoryInfo memory)
    {
        _cacheType = cacheType;
        _session = new InferenceSession(Graph((byte)(cacheType == TensorElementType.Float ? 1 : 10)), settings);
        _allocator = new OrtAllocator(owner, memory);
    }

    /// <summary>New tensors with the named rows, in their order, a row as often as it is named.</summary>
    /// <param name="cache">Tensors <c>[rows, heads, slots, head size]</c>.</param>
    /// <param name="rows">Indices into their first axis.</param>
    public OrtValue[] Pick(OrtValue[] cache, long[] rows)
    {
        using var indices = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, rows.AsMemory(), [rows.Length]);
        var picked = new OrtValue[cache.Length];
        try
        {
            for (var i = 0; i < cache.Length; i++)
            {
                using var binding = _session.CreateIoBinding();
                binding.BindInput(Cache, cache[i]);
                binding.BindInput(Rows, indices);
                picked[i] = OrtValue.CreateAllocatedTensorValue(_allocator, _cacheType, [rows.Length, .. cache[i].GetTensorTypeAndShape().Shape[1..]]);
                binding.BindOutput(Picked, picked[i]);
                _session.RunWithBinding(_options, binding);
            }
        }
        catch
        {
            CacheTensors.Dispose(picked);
            throw;
        }

        return picked;
    }

    public void Dispose()
    {
        _session.Dispose();
        _allocator.Dispose();
        _options.Dispose();
    }

    // onnx.proto3. ModelProto: ir_version = 1, graph = 7, opset_import = 8 (version = 2). GraphProto: node = 1, name = 2, input = 11, output = 12.
    // NodeProto: input = 1, output = 2, op_type = 4. Gather picks along axis 0 where no attribute says otherwise.
    private static byte[] Graph(byte elementType)
    {
        byte[] node = [.. Text(1, Cache), .. Text(1, Rows), .. Text(2, Picked), .. Text(4, "Gather")];
        byte[] graph = [.. Part(1, node), .. Text(2, "gather"), .. Part(11, Tensor(Cache, elementType, 4)), .. Part(11, Tensor(Rows, 7, 1)), .. Part(12, Tensor(Picked, elementType, 4))];
        return [1 << 3, 8, .. Part(7, graph), .. Part(8, [2 << 3, 13])];
    }

    // ValueInfoProto: name = 1, type = 2; TypeProto: tensor_type = 1; Tensor: elem_type = 1, shape = 2; TensorShapeProto: dim = 1 (empty: any length).
    private static byte[] Tensor(string name, byte elementType, int axes)
        => [.. Text(1, name), .. Part(2, Part(1, [1 << 3, elementType, .. Part(2, [.. Enumerable.Repeat<byte[]>([(1 << 3) | 2, 0], axes).SelectMany(axis => axis)])]))];
}
