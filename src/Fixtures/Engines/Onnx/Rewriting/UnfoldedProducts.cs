using DiversityBench.Fixtures.Engines.Onnx.Products;

namespace DiversityBench.Fixtures.Engines.Onnx.Rewriting;

/// <summary>
/// Finds products with a matrix that a file keeps in 8 bits, scaled by blocks, and unfolds to float32 before it multiplies (Cast, Mul, Reshape, MatMul), and puts
/// <see cref="BlockProduct"/> in their place. ONNX Runtime would compute the float32 matrix when it loads, hold up to four copies of it for a moment and one ever after.
/// </summary>
internal static class UnfoldedProducts
{
    /// <summary>The nodes with every such product replaced, in their order; the rest of a chain stays where something else reads it.</summary>
    /// <param name="graph">The file.</param>
    /// <param name="nodes">Nodes of the file, or what others were put in their place.</param>
    public static IReadOnlyList<OnnxNode> Replaced(OnnxGraph graph, IReadOnlyList<OnnxNode> nodes)
    {
        var values = new GraphValues(graph);
        OnnxNode[] replaced = [.. nodes.Select(node => Replacement(values, node) ?? node)];
        return graph.HasSubgraphs || replaced.SequenceEqual(nodes, ReferenceEqualityComparer.Instance) ? nodes : LiveNodes.Of(replaced, graph.Outputs);
    }

    private static OnnxNode? Replacement(GraphValues values, OnnxNode product)
    {
        if (!product.Is("MatMul") || values.Made(product.Input(1), "Reshape") is not { } reshape || values.Made(reshape.Input(0), "Mul") is not { } scaled)
            return null;
        foreach (var (cast, scales) in new[] { (scaled.Input(0), scaled.Input(1)), (scaled.Input(1), scaled.Input(0)) })
        {
            if (Cast(values, cast) is not { } numbers || values.Constant(numbers) is not { ElementType: OnnxTensor.Int8, Axes: [var blocks, var size, var columns] }
                || columns % BlockProductPass.Lanes != 0)
                continue;
            if (values.Constant(Cast(values, scales) ?? scales) is { ElementType: OnnxTensor.Float32 or OnnxTensor.Float16 } found
                && found.Axes.SequenceEqual([blocks, 1, columns])
                && values.Constant(reshape.Input(1))?.Numbers is [var length, var width] && length == blocks * size && width == columns)
                return NodeWriter.Node(BlockProduct.Domain, BlockProduct.Operator, [product.Input(0), numbers, scales], [product.Output(0)]);
        }

        return null;
    }

    /// <summary>What is cast to float32.</summary>
    private static string? Cast(GraphValues values, string value)
        => values.Made(value, "Cast") is { } cast && cast.Attributes.GetValueOrDefault("to") == OnnxTensor.Float32 ? cast.Input(0) : null;
}
