using DiversityBench.Fixtures.Manifest;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>Looks into an ONNX file for what the runtime does not tell: which operators it uses.</summary>
internal static class OnnxOperators
{
    /// <summary>onnx.proto3: the operator of a node of the model's graph.</summary>
    private static ReadOnlySpan<int> GraphNodeOperator => [7, 1, 4];

    /// <summary>Whether a node of the main graph is of the operator; weights are skipped, not read.</summary>
    public static bool Uses(string path, string operatorName)
    {
        using var file = File.OpenRead(path);
        var reader = new ProtobufReader(file);
        return Holds(reader, reader.Length, GraphNodeOperator, operatorName);
    }

    private static bool Holds(ProtobufReader reader, long end, ReadOnlySpan<int> fields, string text)
    {
        while (reader.Position < end)
        {
            var (field, wireType) = reader.Tag(end);
            if (field != fields[0] || wireType != ProtobufReader.LengthDelimited)
            {
                reader.Skip(wireType, end);
                continue;
            }

            var fieldEnd = reader.FieldEnd(end);
            if (fields.Length == 1 ? reader.Text(fieldEnd) == text : Holds(reader, fieldEnd, fields[1..], text))
                return true;
        }

        return false;
    }
}
