namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>A node of an ONNX graph.</summary>
/// <param name="Operator">Its operator.</param>
/// <param name="Inputs">Names of the values it reads; empty where an optional one is missing.</param>
/// <param name="Outputs">Names of the values it makes.</param>
/// <param name="Attributes">Its numbers by name; NaN for what is no single number.</param>
internal sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyDictionary<string, double> Attributes)
{
    public string Input(int index) => index < Inputs.Count ? Inputs[index] : "";

    public string Output(int index) => index < Outputs.Count ? Outputs[index] : "";
}
