using System.Globalization;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>
/// Finds the external data of an ONNX file by walking its protobuf (onnx.proto3): tensors of initializers, attributes,
/// subgraphs, functions and training graphs. Weights are skipped, not read.
/// </summary>
internal sealed class OnnxScanner(ProtobufReader reader)
{
    private const int DeepestNesting = 100;
    private readonly List<OnnxTensorFile> found = [];
    private bool hasGraph;

    private enum Message
    {
        Model,
        Graph,
        Node,
        Attribute,
        Tensor,
        SparseTensor,
        Function,
        Training,
    }

    /// <summary>External data in the order of the file.</summary>
    /// <exception cref="InvalidDataException">The file is truncated or no ONNX model; the message is a noun phrase.</exception>
    public static IReadOnlyList<OnnxTensorFile> Scan(Stream stream)
    {
        var scanner = new OnnxScanner(new ProtobufReader(stream));
        scanner.Walk(Message.Model, stream.Length, 0);
        return scanner.hasGraph ? scanner.found : throw new InvalidDataException("no graph in the file");
    }

    /// <summary>Reads a StringStringEntryProto.</summary>
    public static (string Key, string Value) Entry(ProtobufReader reader, long end)
    {
        var (key, value) = ("", "");
        reader.Fields(end, (field, wireType) =>
        {
            switch (field, wireType)
            {
                case (1, ProtobufReader.LengthDelimited): key = reader.Text(reader.FieldEnd(end)); return true;
                case (2, ProtobufReader.LengthDelimited): value = reader.Text(reader.FieldEnd(end)); return true;
                default: return false;
            }
        });

        return (key, value);
    }

    private static Message? Child(Message parent, int field) => (parent, field) switch
    {
        (Message.Model, 7) or (Message.Training, 1 or 2) or (Message.Attribute, 6 or 11) => Message.Graph,
        (Message.Model, 20) => Message.Training,
        (Message.Model, 25) => Message.Function,
        (Message.Graph, 1) or (Message.Function, 7) => Message.Node,
        (Message.Node, 5) or (Message.Function, 11) => Message.Attribute,
        (Message.Graph, 5) or (Message.Attribute, 5 or 10) or (Message.SparseTensor, 1 or 2) => Message.Tensor,
        (Message.Graph, 15) or (Message.Attribute, 22 or 23) => Message.SparseTensor,
        _ => null,
    };

    private void Walk(Message message, long end, int depth)
    {
        if (depth > DeepestNesting)
            throw new InvalidDataException("graphs nested too deeply");
        if (message == Message.Tensor)
        {
            Tensor(end);
            return;
        }

        hasGraph |= message == Message.Graph;
        reader.Fields(end, (field, wireType) =>
        {
            if (wireType != ProtobufReader.LengthDelimited || Child(message, field) is not { } child)
                return false;
            Walk(child, reader.FieldEnd(end), depth + 1);
            return true;
        });
    }

    // TensorProto: external_data = 13 (entries key = 1, value = 2), data_location = 14 (1: external).
    private void Tensor(long end)
    {
        var (entries, isExternal) = (new Dictionary<string, string>(), false);
        reader.Fields(end, (field, wireType) =>
        {
            switch (field, wireType)
            {
                case (13, ProtobufReader.LengthDelimited):
                    var (key, value) = Entry(reader, reader.FieldEnd(end));
                    entries[key] = value;
                    return true;
                case (14, 0): isExternal = reader.Varint(end) == 1; return true;
                default: return false;
            }
        });

        if (isExternal)
            found.Add(new OnnxTensorFile(entries.GetValueOrDefault("location", ""), Bytes(entries, "offset") + Bytes(entries, "length")));
    }

    private static long Bytes(Dictionary<string, string> entries, string key) =>
        !entries.TryGetValue(key, out var text) ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes <= long.MaxValue / 2 ? bytes
        : throw new InvalidDataException($"an impossible {key} of external data, \"{text}\"");
}
