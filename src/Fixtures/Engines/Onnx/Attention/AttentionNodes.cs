namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>Decides whether our attention can stand in for every GroupQueryAttention of a graph.</summary>
internal static class AttentionNodes
{
    private const int Float32 = 1;

    /// <summary>Whether ONNX Runtime's name for this attention is the node's.</summary>
    public static bool IsAttention(OnnxNode node) => node.Operator == AttentionOperator.Operator;

    /// <summary>The nodes by layer; empty where there are none, where one of them needs what ours does not do, or where something else reads the cache.</summary>
    public static IReadOnlyList<AttentionNode> Supported(IReadOnlyList<OnnxNode> graph, IReadOnlyList<OnnxGraphInput> graphInputs)
    {
        var inputs = graphInputs.ToDictionary(i => i.Name);
        var attention = graph.Where(IsAttention).ToArray();
        var nodes = new List<AttentionNode>();
        for (var layer = 0; layer < attention.Length; layer++)
        {
            if (attention.FirstOrDefault(n => n.Input(3) == Past(layer, "key")) is not { } node || Read(node, layer, inputs) is not { } read)
                return [];
            nodes.Add(read);
        }

        var cache = nodes.SelectMany(n => new[] { "key", "value" }.SelectMany(part => new[] { Past(n.Layer, part), Present(n.Layer, part) })).ToHashSet();
        var isShared = graph.Any(n => !IsAttention(n) && n.Inputs.Any(cache.Contains));
        var isComplete = inputs.Keys.Count(name => name.StartsWith("past_key_values.", StringComparison.Ordinal)) == 2 * nodes.Count;
        var isUniform = nodes.Select(n => (n.Heads, n.KeyValueHeads, n.HeadSize)).Distinct().Count() == 1;
        return !isShared && isComplete && isUniform ? nodes : [];
    }

    private static string Past(int layer, string part) => FormattableString.Invariant($"past_key_values.{layer}.{part}");

    private static string Present(int layer, string part) => FormattableString.Invariant($"present.{layer}.{part}");

    private static AttentionNode? Read(OnnxNode node, int layer, Dictionary<string, OnnxGraphInput> inputs)
    {
        if (node.Input(4) != Past(layer, "value") || node.Output(1) != Present(layer, "key") || node.Output(2) != Present(layer, "value")
            || inputs.GetValueOrDefault(node.Input(3)) is not { ElementType: Float32, Axes: [_, var heads, _, var headSize] }
            || headSize < 1 || headSize % PanelCache.Lanes != 0)
            return null;
        double Number(string name) => node.Attributes.GetValueOrDefault(name);
        var found = new AttentionNode(layer, (int)Number("num_heads"), (int)Number("kv_num_heads"), (int)headSize)
        {
            Scale = Number("scale") == 0 ? 1 / MathF.Sqrt(headSize) : (float)Number("scale"),
            Rotates = Number("do_rotary") == 1,
            Interleaved = Number("rotary_interleaved") == 1,
            Packed = node.Input(1).Length == 0,
        };
        var hasHeads = found.KeyValueHeads == heads && found.Heads >= heads && found.Heads % heads == 0;
        var hasTables = !found.Rotates || (node.Input(7).Length > 0 && node.Input(8).Length > 0);
        var hasExtras = node.Inputs.Skip(9).Any(name => name.Length > 0) || node.Outputs.Count > 3 || found.Packed != (node.Input(2).Length == 0);
        return hasHeads && hasTables && !hasExtras && node.Attributes.All(IsKnown) ? found : null;
    }

    private static bool IsKnown(KeyValuePair<string, double> attribute) => attribute switch
    {
        { Key: "num_heads" or "kv_num_heads" or "scale" } => double.IsFinite(attribute.Value),
        { Key: "do_rotary" or "rotary_interleaved" } => attribute.Value is 0 or 1,
        { Key: "local_window_size" } => attribute.Value == -1,
        _ => attribute.Value == 0,
    };
}
