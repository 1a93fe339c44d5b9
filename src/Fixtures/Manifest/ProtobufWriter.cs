using System.Buffers.Binary;
using System.Text;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>Writes fields of protobuf messages, each as bytes of its own.</summary>
internal static class ProtobufWriter
{
    /// <summary>A field with a length: a message, or numbers side by side.</summary>
    public static byte[] Part(int field, ReadOnlySpan<byte> content) => [.. Varint(((ulong)field << 3) | ProtobufReader.LengthDelimited), .. Varint((ulong)content.Length), .. content];

    public static byte[] Text(int field, string text) => Part(field, Encoding.UTF8.GetBytes(text));

    /// <summary>A whole number; negative ones take ten bytes.</summary>
    public static byte[] Number(int field, long value) => [.. Varint((ulong)field << 3), .. Varint((ulong)value)];

    /// <summary>A number of 32 bits.</summary>
    public static byte[] Float(int field, float value)
    {
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return [.. Varint(((ulong)field << 3) | ProtobufReader.FourBytes), .. bytes];
    }

    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>(1);
        for (; value >= 128; value >>= 7)
            bytes.Add((byte)(value | 128));
        return [.. bytes, (byte)value];
    }
}
