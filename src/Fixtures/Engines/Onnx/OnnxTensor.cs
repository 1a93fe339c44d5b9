using System.Buffers.Binary;
using DiversityBench.Fixtures.Manifest;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>A constant of an ONNX file.</summary>
/// <param name="Name">Its name; empty where it is an attribute.</param>
/// <param name="ElementType">Number of its type in onnx.proto3 (1: float32).</param>
/// <param name="Axes">Lengths; none for a scalar.</param>
/// <param name="Numbers">Its numbers, row-major; empty where there are more than <see cref="MostNumbers"/>, or of another type than float32 and int64.</param>
internal sealed record OnnxTensor(string Name, int ElementType, IReadOnlyList<long> Axes, IReadOnlyList<double> Numbers)
{
    public const int Float32 = 1;
    public const int Int8 = 3;
    public const int Int64 = 7;
    public const int Bool = 9;
    public const int Float16 = 10;
    public const int MostNumbers = 16;

    /// <summary>Reads a TensorProto.</summary>
    /// <exception cref="InvalidDataException">The bytes are no complete protobuf.</exception>
    public static OnnxTensor Read(ProtobufReader reader, long end)
    {
        var (name, type) = ("", 0);
        var (axes, floats, longs, raw) = (new List<long>(), new List<double>(), new List<double>(), Array.Empty<byte>());

        // dims = 1, data_type = 2, float_data = 4, int64_data = 7, name = 8, raw_data = 9.
        reader.Fields(end, (field, wireType) =>
        {
            switch (field, wireType)
            {
                case (1, 0): axes.Add((long)reader.Varint(end)); return true;
                case (1, ProtobufReader.LengthDelimited): Varints(reader, reader.FieldEnd(end), axes.Add); return true;
                case (2, 0): type = (int)reader.Varint(end); return true;
                case (4, ProtobufReader.FourBytes): floats.Add(reader.Float(end)); return true;
                case (4, ProtobufReader.LengthDelimited): Floats(reader, reader.FieldEnd(end), floats.Add); return true;
                case (7, 0): longs.Add((long)reader.Varint(end)); return true;
                case (7, ProtobufReader.LengthDelimited): Varints(reader, reader.FieldEnd(end), number => longs.Add(number)); return true;
                case (8, ProtobufReader.LengthDelimited): name = reader.Text(reader.FieldEnd(end)); return true;
                case (9, ProtobufReader.LengthDelimited): raw = Start(reader, reader.FieldEnd(end)); return true;
                default: return false;
            }
        });

        var count = axes.Aggregate(1d, (product, axis) => product * axis);
        var numbers = count > MostNumbers ? [] : type switch
        {
            Float32 when raw.Length == count * sizeof(float) => [.. Enumerable.Range(0, (int)count).Select(i => (double)BinaryPrimitives.ReadSingleLittleEndian(raw.AsSpan(i * sizeof(float))))],
            Int64 when raw.Length == count * sizeof(long) => [.. Enumerable.Range(0, (int)count).Select(i => (double)BinaryPrimitives.ReadInt64LittleEndian(raw.AsSpan(i * sizeof(long))))],
            Float32 when floats.Count == count => floats,
            Int64 when longs.Count == count => longs,
            _ => new List<double>(),
        };
        return new OnnxTensor(name, type, axes, numbers);
    }

    /// <summary>Whole numbers side by side.</summary>
    public static void Varints(ProtobufReader reader, long end, Action<long> add)
    {
        while (reader.Position < end)
            add((long)reader.Varint(end));
    }

    private static void Floats(ProtobufReader reader, long end, Action<double> add)
    {
        for (var i = 0; i <= MostNumbers && reader.Position < end; i++)
            add(reader.Float(end));
        reader.SkipTo(end);
    }

    private static byte[] Start(ProtobufReader reader, long end)
    {
        var bytes = end - reader.Position <= MostNumbers * sizeof(long) ? reader.Bytes(end) : [];
        reader.SkipTo(end);
        return bytes;
    }
}
