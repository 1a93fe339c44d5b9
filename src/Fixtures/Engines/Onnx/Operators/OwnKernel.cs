namespace DiversityBench.Fixtures.Engines.Onnx.Operators;

/// <summary>An operator at one node of the graph.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Compute">Runs it in a context of ONNX Runtime.</param>
internal sealed record OwnKernel(OwnOperator Operator, Action<nint> Compute);
