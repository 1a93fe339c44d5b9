namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>The operator at one node of the graph.</summary>
internal sealed record AttentionKernel(AttentionOperator Operator, AttentionNode Node)
{
    public void Compute(nint context) => Operator.Compute(Node, context);
}
