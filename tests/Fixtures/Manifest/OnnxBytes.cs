using System.Text;
using DiversityBench.Fixtures.Manifest;

namespace DiversityBench.Tests.Fixtures.Manifest;

/// <summary>Writes the few protobuf messages of onnx.proto3 that external data need.</summary>
internal static class OnnxBytes
{
    /// <summary>ModelProto with ir_version (1) and a graph (7) of these parts.</summary>
    public static byte[] Model(params byte[][] graphParts) => [0x08, 0x08, .. Field(7, [.. graphParts.SelectMany(part => part)])];

    /// <summary>GraphProto.initializer (5): a tensor whose data lie in another file.</summary>
    public static byte[] Initializer(string location, long? offset = null, long? length = null) => Field(5, Tensor(location, offset, length));

    /// <summary>GraphProto.node (1) with an attribute (5) that holds a tensor (5), a list of tensors (10), a subgraph (6) …</summary>
    public static byte[] NodeWithAttribute(int field, byte[] value) => Field(1, Field(5, Field(field, value)));

    public static byte[] Tensor(string location, long? offset = null, long? length = null, bool isExternal = true)
    {
        byte[] Entry(string key, string? value) =>
            value is null ? [] : Field(13, [.. Field(1, Encoding.UTF8.GetBytes(key)), .. Field(2, Encoding.UTF8.GetBytes(value))]);
        return
        [
            .. Field(8, "weights"u8.ToArray()),
            .. Entry("location", location),
            .. Entry("offset", offset?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            .. Entry("length", length?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            0x70, (byte)(isExternal ? 1 : 0),
        ];
    }

    /// <summary>A length-delimited field.</summary>
    public static byte[] Field(int number, byte[] value) => ProtobufWriter.Part(number, value);
}
