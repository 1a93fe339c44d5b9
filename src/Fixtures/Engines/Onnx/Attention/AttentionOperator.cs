using System.Collections.Concurrent;
using DiversityBench.Fixtures.Engines.Onnx.Operators;

namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>Our GroupQueryAttention, in place of ONNX Runtime's.</summary>
internal sealed unsafe class AttentionOperator(IReadOnlyList<AttentionNode> nodes, int threads) : OwnOperator(Domain, Operator, Inputs, outputs: 3, threads)
{
    public const string Domain = "com.microsoft";
    public const string Operator = "GroupQueryAttention";

    /// <summary>query, key, value, past key, past value, lengths, longest length, cosines, sines, positions, bias, sinks: float32, int32 or int64.</summary>
    private static readonly int[] Inputs = [1, 1, 1, 1, 1, 6, 6, 1, 1, 7, 1, 1];
    private readonly ConcurrentDictionary<nint, AttentionStep> _steps = new();

    /// <summary>Query heads of a key/value head.</summary>
    public int Group { get; } = nodes[0].Group;

    public void Register(nint address, AttentionStep step) => _steps[address] = step;

    public void Unregister(nint address) => _steps.TryRemove(address, out _);

    public override OwnKernel CreateKernel(nint kernelInfo)
    {
        var name = Api.InputName(kernelInfo, 3);
        var node = nodes.First(n => name == FormattableString.Invariant($"past_key_values.{n.Layer}.key"));
        return new OwnKernel(this, context => Compute(node, context));
    }

    /// <summary>Runs a node for the step whose tensor is bound as its key cache.</summary>
    private void Compute(AttentionNode node, nint context)
    {
        if (!_steps.TryGetValue((nint)Api.Input(context, 3), out var step))
            throw new InvalidOperationException("Expected the cache input to belong to a step, but found a foreign tensor.");
        var shape = Api.InputShape(context, 0);
        var (rows, columns) = ((int)shape[0], (int)shape[1]);
        Check(shape, rows, columns, node.Packed ? node.Heads + (2 * node.KeyValueHeads) : node.Heads, node.HeadSize);
        for (var input = 1; !node.Packed && input < 3; input++)
            Check(Api.InputShape(context, input), rows, columns, node.KeyValueHeads, node.HeadSize);
        var output = Api.Output(context, 0, shape.Length == 4 ? shape : [rows, columns, node.Heads * node.HeadSize]);
        var pass = new AttentionPass(node, step)
        {
            Queries = Api.Input(context, 0),
            Keys = node.Packed ? null : Api.Input(context, 1),
            Values = node.Packed ? null : Api.Input(context, 2),
            Cosines = node.Rotates ? Api.Input(context, 7) : null,
            Sines = node.Rotates ? Api.Input(context, 8) : null,
            Output = output,
        };
        pass.Begin(rows, columns);
        Run(pass, context);
    }

    /// <summary>Heads lie side by side, be they an axis of their own or not. Data are read by address, so a wrong shape must not get further.</summary>
    private static void Check(long[] shape, long rows, long columns, long heads, long size)
    {
        if (!shape.AsSpan().SequenceEqual([rows, columns, heads * size]) && !shape.AsSpan().SequenceEqual([rows, columns, heads, size]))
            throw new InvalidOperationException($"Expected [{rows}, {columns}, {heads}, {size}] numbers for attention, but found [{string.Join(", ", shape)}].");
    }
}
