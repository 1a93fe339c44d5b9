using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>
/// Our GroupQueryAttention, registered with a session in place of ONNX Runtime's: operators of a session's own are looked up before the built-in ones.
/// Lives until the session is disposed of.
/// </summary>
internal sealed unsafe class AttentionOperator : IDisposable
{
    public const string Domain = "com.microsoft";
    private readonly OrtApi _api = OrtApi.Load();
    private readonly IReadOnlyList<AttentionNode> _nodes;
    private readonly ConcurrentDictionary<nint, AttentionStep> _steps = new();
    private readonly bool _parallel;
    private GCHandle _handle;
    private OrtCustomOp* _description;
    private nint _domain;

    public AttentionOperator(IReadOnlyList<AttentionNode> nodes, int threads)
    {
        _nodes = nodes;
        _parallel = threads > 1;
        Group = nodes[0].Group;
        _handle = GCHandle.Alloc(this);
        _description = AttentionCallbacks.Describe(GCHandle.ToIntPtr(_handle));
        _domain = _api.CreateDomain(Domain);
        _api.AddToDomain(_domain, _description);
    }

    /// <summary>Query heads of a key/value head.</summary>
    public int Group { get; }

    public void AddTo(SessionOptions options) => _api.AddToSession(options, _domain);

    public void Register(nint address, AttentionStep step) => _steps[address] = step;

    public void Unregister(nint address) => _steps.TryRemove(address, out _);

    public AttentionKernel CreateKernel(nint kernelInfo)
    {
        var name = _api.InputName(kernelInfo, 3);
        return new AttentionKernel(this, _nodes.First(n => name == FormattableString.Invariant($"past_key_values.{n.Layer}.key")));
    }

    public nint Failure(Exception exception) => _api.CreateStatus($"{exception.GetType().Name}: {exception.Message}");

    /// <summary>Runs a node for the step whose tensor is bound as its key cache.</summary>
    public void Compute(AttentionNode node, nint context)
    {
        if (!_steps.TryGetValue((nint)_api.Input(context, 3), out var step))
            throw new InvalidOperationException("Expected the cache input to belong to a step, but found a foreign tensor.");
        var shape = _api.InputShape(context, 0);
        var (rows, columns) = ((int)shape[0], (int)shape[1]);
        Check(shape, rows, columns, node.Packed ? node.Heads + (2 * node.KeyValueHeads) : node.Heads, node.HeadSize);
        for (var input = 1; !node.Packed && input < 3; input++)
            Check(_api.InputShape(context, input), rows, columns, node.KeyValueHeads, node.HeadSize);
        var output = _api.Output(context, 0, shape.Length == 4 ? shape : [rows, columns, node.Heads * node.HeadSize]);
        var pass = new AttentionPass(node, step)
        {
            Queries = _api.Input(context, 0),
            Keys = node.Packed ? null : _api.Input(context, 1),
            Values = node.Packed ? null : _api.Input(context, 2),
            Cosines = node.Rotates ? _api.Input(context, 7) : null,
            Sines = node.Rotates ? _api.Input(context, 8) : null,
            Output = output,
        };
        pass.Begin(rows, columns);
        if (!_parallel || pass.Units == 1)
        {
            for (var unit = 0; unit < pass.Units; unit++)
                pass.Run(unit);
            return;
        }

        var handle = GCHandle.Alloc(pass);
        try
        {
            _api.ParallelFor(context, &AttentionCallbacks.RunUnit, pass.Units, (void*)GCHandle.ToIntPtr(handle));
        }
        finally
        {
            handle.Free();
        }

        pass.ThrowIfFailed();
    }

    /// <summary>Heads lie side by side, be they an axis of their own or not. Data are read by address, so a wrong shape must not get further.</summary>
    private static void Check(long[] shape, long rows, long columns, long heads, long size)
    {
        if (!shape.AsSpan().SequenceEqual([rows, columns, heads * size]) && !shape.AsSpan().SequenceEqual([rows, columns, heads, size]))
            throw new InvalidOperationException($"Expected [{rows}, {columns}, {heads}, {size}] numbers for attention, but found [{string.Join(", ", shape)}].");
    }

    public void Dispose()
    {
        if (_domain != 0)
            _api.ReleaseDomain(_domain);
        _domain = 0;
        NativeMemory.Free(_description);
        _description = null;
        if (_handle.IsAllocated)
            _handle.Free();
    }
}
