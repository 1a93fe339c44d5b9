using System.Globalization;
using System.Runtime.CompilerServices;
using DiversityBench.Metrics.Errors;
using Microsoft.ML.OnnxRuntime;
using OrtApi = DiversityBench.Fixtures.Engines.Onnx.Operators.OrtApi;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>Where ONNX Runtime put the nodes of a graph: one that has no kernel for the GPU runs on the processor, without a word.</summary>
internal static class NodePlacement
{
    private const string Processor = "CPUExecutionProvider";

    // Small nodes about lengths and masks belong on the processor; these hold the work.
    private static readonly string[] s_heavy = ["MatMul", "Gemm", "Attention", "Normalization", "Softmax"];

    /// <summary>Lets sessions remember where their nodes are.</summary>
    public static void Record(SessionOptions settings) => settings.AddSessionConfigEntry("session.record_ep_graph_assignment_info", "1");

    /// <summary>Throws where the work of a graph is not done on the GPU that was asked for.</summary>
    /// <param name="session">Made with <see cref="Record"/>.</param>
    /// <param name="device">The device asked for.</param>
    /// <param name="path">The graph.</param>
    /// <exception cref="BenchException">Heavy nodes are on the processor.</exception>
    public static void Require(InferenceSession session, string device, string path)
    {
        if (device != "cpu" && Objection(Of(session), device) is { } objection)
            throw new BenchException(objection.With("File", path));
    }

    /// <summary>The provider and operator of every node; none where this ONNX Runtime cannot tell (before 1.24).</summary>
    internal static IReadOnlyList<(string Provider, string Operator)> Of(InferenceSession session) => OrtApi.TryLoad(24)?.Placements(Handle(session)) ?? [];

    internal static ErrorText? Objection(IEnumerable<(string Provider, string Operator)> nodes, string device)
    {
        var misplaced = nodes.Where(node => node.Provider == Processor && s_heavy.Any(part => node.Operator.Contains(part, StringComparison.Ordinal)))
            .CountBy(node => node.Operator).OrderBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} ({count.Value})")).ToArray();
        return misplaced.Length == 0 ? null : new ErrorText(
            "the graph", $"run on {device}", "a GPU was asked for and nothing else is put in its place", $"{string.Join(", ", misplaced)} on the processor, since ONNX Runtime has no kernel for them there",
            "Take an export in float16 (\"dtype\": \"fp16\" or \"q4f16\"), or one without GroupQueryAttention, or set \"device\": \"cpu\"");
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Handle")]
    private static extern nint Handle(InferenceSession session);
}
