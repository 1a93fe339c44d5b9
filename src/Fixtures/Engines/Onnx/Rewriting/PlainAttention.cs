using DiversityBench.Fixtures.Engines.Onnx.Attention;

namespace DiversityBench.Fixtures.Engines.Onnx.Rewriting;

/// <summary>
/// Finds attention that is written out in plain operators (past and new keys put together, products, causal mask, softmax) and puts a
/// GroupQueryAttention node in its place, which our own attention can then stand in for. Only what is understood down to the graph's inputs is taken.
/// </summary>
internal sealed class PlainAttention
{
    private readonly OnnxGraph _graph;
    private readonly GraphValues _values;
    private readonly CausalMask _mask;
    private readonly Dictionary<string, OnnxGraphInput> _inputs;

    private PlainAttention(OnnxGraph graph)
    {
        _graph = graph;
        _values = new GraphValues(graph);
        _mask = new CausalMask(_values);
        _inputs = graph.Inputs.ToDictionary(input => input.Name);
    }

    /// <summary>
    /// The nodes with every attention that is understood replaced, without those that nothing needs any more. Empty where nothing was replaced, and where the
    /// graph takes places from its attention mask: they would be wrong for rows of different lengths.
    /// </summary>
    public static IReadOnlyList<OnnxNode> Replaced(OnnxGraph graph)
    {
        if (graph.HasSubgraphs)
            return [];
        var plain = new PlainAttention(graph);
        var nodes = new List<OnnxNode>();
        foreach (var node in graph.Nodes)
            nodes.AddRange(plain.Replacement(node) ?? [node]);
        var made = nodes.Where(node => node.Encoded is not null).SelectMany(node => node.Outputs).ToHashSet();
        var live = LiveNodes.Of([.. nodes.Where(node => node.Encoded is not null || !node.Outputs.Any(made.Contains))], graph.Outputs);
        return made.Count > 0 && !live.Any(node => node.Inputs.Contains(DecoderSignature.AttentionMask)) ? live : [];
    }

    /// <summary>Read backwards from the Transpose that puts a token's heads side by side: softmax(scale q k^T + mask) v.</summary>
    private IReadOnlyList<OnnxNode>? Replacement(OnnxNode last)
    {
        if (_values.Transposed(last.Output(0), 0, 2, 1, 3) is not { } mixed || _values.Made(mixed, "MatMul") is not { } mix
            || _values.Made(mix.Input(0), "Softmax") is not { } softmax || softmax.Attributes.GetValueOrDefault("axis") is not (-1 or 3)
            || _values.Made(softmax.Input(0), "Add") is not { } sum)
            return null;
        var masked = _mask.Is(sum.Input(1)) ? sum.Input(0) : _mask.Is(sum.Input(0)) ? sum.Input(1) : "";
        var (scores, scoresScale) = Unscaled(masked);
        if (_values.Made(scores, "MatMul") is not { } product)
            return null;
        var (turned, keysScale) = Unscaled(product.Input(1));
        if (_values.Transposed(turned, 0, 1, 3, 2) is not { } allKeys)
            return null;
        var (keys, values) = (Cache(allKeys, "key"), Cache(mix.Input(1), "value"));
        var scale = scoresScale * keysScale;
        return keys is not null && values is not null && keys.Layer == values.Layer && keys.Axes.SequenceEqual(values.Axes) && keys.Group == values.Group && scale > 0
            ? Made(last, product.Input(0), keys, values, scale)
            : null;
    }

    /// <summary>Takes factors off that are one constant number.</summary>
    private (string Value, double Scale) Unscaled(string value)
    {
        if (_values.Made(value, "Mul") is { } product)
        {
            if (_values.Number(product.Input(1)) is { } second)
                return Times(Unscaled(product.Input(0)), second);
            if (_values.Number(product.Input(0)) is { } first)
                return Times(Unscaled(product.Input(1)), first);
        }

        return _values.Made(value, "Div") is { } quotient && _values.Number(quotient.Input(1)) is { } divisor ? Times(Unscaled(quotient.Input(0)), 1 / divisor) : (value, 1);
    }

    private static (string Value, double Scale) Times((string Value, double Scale) value, double factor) => (value.Value, value.Scale * factor);

    /// <summary>Past and new keys (or values) put together, each repeated for its group of query heads where there is one.</summary>
    private CacheConcat? Cache(string value, string part)
    {
        var (group, repeatedHeads) = (1, 0L);
        if (_values.Made(value, "Reshape") is { } reshape)
        {
            // [rows, heads, all, size] -> [rows, heads, 1, all, size] -> [rows, heads, group, all, size] -> [rows, heads * group, all, size]
            if (reshape.Attributes.GetValueOrDefault("allowzero") != 0 || _values.Constant(reshape.Input(1))?.Numbers is not [0, var heads, -1, _]
                || _values.Made(reshape.Input(0), "Expand") is not { } expand || _values.Constant(expand.Input(1))?.Numbers is not [1, 1, var times, 1, 1]
                || _values.Unsqueezed(expand.Input(0), 2) is not { } single)
                return null;
            (value, group, repeatedHeads) = (single, (int)times, (long)heads);
        }

        if (_values.Made(value, "Concat") is not { Inputs: [var past, var added] } concat || concat.Attributes.GetValueOrDefault("axis") is not (2 or -2)
            || past.Split('.') is not ["past_key_values", var layer, var name] || name != part || value != $"present.{layer}.{part}"
            || _inputs.GetValueOrDefault(past) is not { Axes: [_, var cacheHeads, _, _] axes })
            return null;

        // With one head and no repetition the product would spread it over any number of query heads.
        return cacheHeads > 0 && (group > 1 ? repeatedHeads == cacheHeads * group : cacheHeads > 1) ? new CacheConcat(layer, past, added, value, group, axes) : null;
    }

    private List<OnnxNode> Made(OnnxNode last, string queries, CacheConcat keys, CacheConcat values, double scale)
    {
        var nodes = new List<OnnxNode>();
        var heads = keys.Axes[1];
        var result = last.Output(0);
        string[] inputs = [TokenFirst(queries, $"{result}/queries", nodes), TokenFirst(keys.Added, $"{result}/keys", nodes), TokenFirst(values.Added, $"{result}/values", nodes), keys.Past, values.Past];
        nodes.Add(NodeWriter.Node(
            AttentionOperator.Domain, AttentionOperator.Operator, inputs, [result, keys.All, values.All], ("num_heads", heads * keys.Group), ("kv_num_heads", heads), ("scale", (float)scale)));
        return nodes;
    }

    /// <summary>[rows, heads, new, size] as [rows, new, heads, size]; a Transpose that did the opposite is not done at all.</summary>
    private string TokenFirst(string value, string name, List<OnnxNode> nodes)
    {
        if (_values.Transposed(value, 0, 2, 1, 3) is { } before)
            return before;
        nodes.Add(NodeWriter.Node("", "Transpose", [value], [name], ("perm", new long[] { 0, 2, 1, 3 })));
        return name;
    }

    private sealed record CacheConcat(string Layer, string Past, string Added, string All, int Group, IReadOnlyList<long> Axes);
}
