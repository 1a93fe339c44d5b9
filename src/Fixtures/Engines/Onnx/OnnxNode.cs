namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>A node of an ONNX graph.</summary>
/// <param name="Operator">Its operator.</param>
/// <param name="Inputs">Names of the values it reads; empty where an optional one is missing.</param>
/// <param name="Outputs">Names of the values it makes.</param>
/// <param name="Attributes">Its numbers by name; NaN for what is no single number.</param>
internal sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyDictionary<string, double> Attributes)
{
    /// <summary>Where the operator comes from; empty for ONNX itself.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Its lists of whole numbers by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> Lists { get; init; } = new Dictionary<string, IReadOnlyList<long>>();

    /// <summary>Where its NodeProto lies in the file.</summary>
    public (long Start, long End) Place { get; init; }

    /// <summary>Its NodeProto where it is no node of the file; else null.</summary>
    public byte[]? Encoded { get; init; }

    public string Input(int index) => index < Inputs.Count ? Inputs[index] : "";

    public string Output(int index) => index < Outputs.Count ? Outputs[index] : "";

    /// <summary>Whether it is this operator of ONNX's own.</summary>
    public bool Is(string name) => Operator == name && Domain is ("" or "ai.onnx");
}
