namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>An input of an ONNX graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">Number of its type in onnx.proto3 (1: float32); 0 where it is no tensor.</param>
/// <param name="Axes">Lengths; 0 where one is not known beforehand.</param>
internal sealed record OnnxGraphInput(string Name, int ElementType, IReadOnlyList<long> Axes);
