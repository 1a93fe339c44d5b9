namespace DiversityBench.Fixtures.Manifest;

/// <summary>Types of weights and the graphs that exports for transformers.js keep of them: <c>model.onnx</c>, <c>model_q4.onnx</c>.</summary>
internal static class DtypeNames
{
    public static IReadOnlyList<string> All { get; } = ["fp32", "fp16", "q8", "int8", "uint8", "q4", "q4f16", "bnb4"];

    /// <summary>The graph of a type: <c>onnx/model_q4.onnx</c> for <c>onnx/model.onnx</c> and <c>q4</c>.</summary>
    public static string GraphOf(string graph, string dtype)
    {
        var suffix = dtype switch { "fp32" => "", "q8" => "_quantized", _ => "_" + dtype };
        return Path.ChangeExtension(graph, null) + suffix + Path.GetExtension(graph);
    }
}
