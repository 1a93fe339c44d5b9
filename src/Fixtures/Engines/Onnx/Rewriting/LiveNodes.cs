namespace DiversityBench.Fixtures.Engines.Onnx.Rewriting;

/// <summary>What of a graph is needed.</summary>
internal static class LiveNodes
{
    /// <summary>The nodes, in their order, that some output depends on.</summary>
    public static IReadOnlyList<OnnxNode> Of(IReadOnlyList<OnnxNode> nodes, IReadOnlyList<string> outputs)
    {
        var producers = nodes.SelectMany(node => node.Outputs.Select(output => (output, node))).Where(made => made.output.Length > 0).ToLookup(made => made.output, made => made.node);
        var live = new HashSet<OnnxNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<string>(outputs);
        while (open.TryPop(out var value))
        {
            foreach (var input in producers[value].Where(live.Add).SelectMany(node => node.Inputs))
                open.Push(input);
        }

        return [.. nodes.Where(live.Contains)];
    }
}
