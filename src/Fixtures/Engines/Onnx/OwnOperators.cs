using DiversityBench.Fixtures.Engines.Onnx.Attention;
using DiversityBench.Fixtures.Engines.Onnx.Products;
using DiversityBench.Fixtures.Engines.Onnx.Rewriting;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>What of a graph runs as operators of our own, and the graph with them in it. Lives until the session is disposed of.</summary>
internal sealed class OwnOperators : IDisposable
{
    /// <summary>Counted up when <see cref="AttentionPass"/> or <see cref="BlockProductPass"/> gives other bits, or stands in for more.</summary>
    public const int Version = 2;
    private readonly OnnxGraph _graph;
    private readonly IReadOnlyList<OnnxNode> _nodes;
    private readonly BlockProduct? _product;

    /// <param name="graph">The file.</param>
    /// <param name="threads">Threads of the session.</param>
    public OwnOperators(OnnxGraph graph, int threads)
    {
        _graph = graph;
        var (nodes, heads) = AttentionOf(graph);
        _nodes = UnfoldedProducts.Replaced(graph, nodes);
        Attention = heads.Count > 0 ? new AttentionOperator(heads, threads) : null;
        _product = _nodes.Any(node => node.Domain == BlockProduct.Domain) ? new BlockProduct(threads) : null;
    }

    /// <summary>Our attention; null where the graph's is not understood.</summary>
    public AttentionOperator? Attention { get; }

    /// <summary>Loads the graph. The file itself is loaded where no node was put in place of others.</summary>
    public InferenceSession Open(string path, SessionOptions settings)
    {
        Attention?.AddTo(settings);
        _product?.AddTo(settings);
        if (ReferenceEquals(_nodes, _graph.Nodes))
            return new InferenceSession(path, settings);
        var model = RewrittenModel.Write(path, _nodes);
        settings.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", model.Folder);
        return new InferenceSession(model.Bytes, settings);
    }

    public void Dispose()
    {
        Attention?.Dispose();
        _product?.Dispose();
    }

    /// <summary>The graph's nodes, attention in plain operators replaced where all of it is understood, and those that our attention stands in for.</summary>
    private static (IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<AttentionNode> Attention) AttentionOf(OnnxGraph graph)
    {
        if (AttentionNodes.Supported(graph.Nodes, graph.Inputs) is { Count: > 0 } own)
            return (graph.Nodes, own);
        var replaced = PlainAttention.Replaced(graph);
        own = AttentionNodes.Supported(replaced, graph.Inputs);
        return (own.Count > 0 ? replaced : graph.Nodes, own);
    }
}
