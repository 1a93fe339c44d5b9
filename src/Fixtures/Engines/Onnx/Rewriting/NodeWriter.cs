using static DiversityBench.Fixtures.Manifest.ProtobufWriter;

namespace DiversityBench.Fixtures.Engines.Onnx.Rewriting;

/// <summary>Makes nodes that a file does not have.</summary>
internal static class NodeWriter
{
    /// <param name="domain">Where the operator comes from; empty for ONNX itself.</param>
    /// <param name="name">The operator.</param>
    /// <param name="inputs">Names of the values it reads.</param>
    /// <param name="outputs">Names of the values it makes.</param>
    /// <param name="attributes">Whole numbers, float32, or lists of whole numbers.</param>
    public static OnnxNode Node(string domain, string name, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        // NodeProto: input = 1, output = 2, op_type = 4, attribute = 5, domain = 7.
        byte[] values = [.. inputs.SelectMany(input => Text(1, input)), .. outputs.SelectMany(output => Text(2, output))];
        byte[] bytes = [.. values, .. Text(4, name), .. attributes.SelectMany(attribute => Part(5, Attribute(attribute.Name, attribute.Value))), .. Text(7, domain)];
        return new OnnxNode(name, inputs, outputs, attributes.ToDictionary(a => a.Name, a => a.Value is long or float ? Convert.ToDouble(a.Value) : double.NaN))
        {
            Domain = domain,
            Lists = attributes.ToDictionary(a => a.Name, a => (IReadOnlyList<long>)(a.Value as long[] ?? [])),
            Encoded = bytes,
        };
    }

    // AttributeProto: name = 1, f = 2, i = 3, ints = 8, type = 20 (float: 1, int: 2, ints: 7).
    private static byte[] Attribute(string name, object value) => value switch
    {
        float number => [.. Text(1, name), .. Float(2, number), .. Number(20, 1)],
        long number => [.. Text(1, name), .. Number(3, number), .. Number(20, 2)],
        long[] list => [.. Text(1, name), .. list.SelectMany(number => Number(8, number)), .. Number(20, 7)],
        _ => throw new ArgumentException($"Expected an attribute to be a whole number, a float32 or a list, but found {value}.", nameof(value)),
    };
}
