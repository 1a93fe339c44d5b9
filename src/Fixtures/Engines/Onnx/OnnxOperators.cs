namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>Looks into an ONNX file for what the runtime does not tell: which operators it uses.</summary>
internal static class OnnxOperators
{
    private const int GraphField = 7;
    private const int NodeField = 1;
    private const int OperatorField = 4;

    /// <summary>Whether a node of the main graph is of the operator; weights are skipped, not read.</summary>
    public static bool Uses(string path, string operatorName)
    {
        using var file = File.OpenRead(path);
        return new ProtobufFields(file, file.Length).Any(GraphField, graph =>
            graph.Any(NodeField, node =>
                node.Any(OperatorField, text => text.ReadText() == operatorName)));
    }
}
