namespace DiversityBench.Fixtures.Engines.Onnx.Rewriting;

/// <summary>Where the values of a graph come from, for reading it backwards.</summary>
internal sealed class GraphValues
{
    private readonly Dictionary<string, OnnxNode> _producers = [];
    private readonly Dictionary<string, OnnxTensor> _constants;

    public GraphValues(OnnxGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            foreach (var output in node.Outputs.Where(output => output.Length > 0))
                _producers[output] = node;
        }

        // An initializer that is an input, too, is a default that a caller may replace.
        var inputs = graph.Inputs.Select(input => input.Name).ToHashSet();
        _constants = graph.Constants.Where(constant => !inputs.Contains(constant.Key)).ToDictionary();
    }

    /// <summary>The node that makes a value as its first output, if it is this operator of ONNX's own.</summary>
    public OnnxNode? Made(string value, string by) => _producers.GetValueOrDefault(value) is { } node && node.Is(by) && node.Output(0) == value ? node : null;

    public OnnxTensor? Constant(string value) => _constants.GetValueOrDefault(value);

    /// <summary>The only number of a constant; null where the value is none.</summary>
    public double? Number(string value) => Constant(value) is { Numbers: [var number] } ? number : null;

    /// <summary>What Unsqueeze put new axes into, if those are the axes of the result.</summary>
    public string? Unsqueezed(string value, params double[] axes)
    {
        if (Made(value, "Unsqueeze") is not { } node)
            return null;
        var found = node.Inputs.Count > 1 ? Constant(node.Input(1))?.Numbers : node.Lists.GetValueOrDefault("axes")?.Select(axis => (double)axis);
        return found is not null && found.SequenceEqual(axes) ? node.Input(0) : null;
    }

    /// <summary>What Transpose turned, if it did it this way.</summary>
    public string? Transposed(string value, params long[] permutation)
        => Made(value, "Transpose") is { } node && node.Lists.GetValueOrDefault("perm") is { } found && found.SequenceEqual(permutation) ? node.Input(0) : null;

    /// <summary>Of which value's shape this is the length of an axis, be it a scalar or a list of one.</summary>
    public string? LengthOf(string value, int axis)
        => Made(value, "Gather") is { } node && node.Attributes.GetValueOrDefault("axis") == 0 && Number(node.Input(1)) == axis
            && Made(node.Input(0), "Shape") is { } shape && shape.Attributes.Count == 0 ? shape.Input(0) : null;
}
