namespace DiversityBench.Fixtures.Manifest;

/// <summary>Where an ONNX graph says that a tensor's data lie.</summary>
/// <param name="Location">The path as the graph gives it, relative to the graph's folder.</param>
/// <param name="LeastBytes">Bytes that the file must have to hold the tensor.</param>
internal sealed record OnnxTensorFile(string Location, long LeastBytes);
