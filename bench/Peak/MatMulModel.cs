using System.Text;

namespace DiversityBench.Bench.Peak;

/// <summary>
/// The ONNX file of one node, <c>c = MatMul(a, b)</c> of square float32 matrices, written as protobuf bytes by hand: field numbers
/// from onnx.proto (ModelProto, GraphProto, NodeProto, ValueInfoProto, TypeProto, TensorShapeProto).
/// </summary>
internal static class MatMulModel
{
    private const ulong Version8 = 8;
    private const ulong Opset17 = 17;
    private const ulong Float32 = 1;

    /// <summary>The file's bytes.</summary>
    /// <param name="size">Rows and columns of each matrix.</param>
    public static byte[] Build(int size)
    {
        byte[] node = [.. Text(1, "a"), .. Text(1, "b"), .. Text(2, "c"), .. Text(4, "MatMul")];
        byte[] graph =
        [
            .. Message(1, node),
            .. Text(2, "matmul"),
            .. Message(11, Matrix("a", size)),
            .. Message(11, Matrix("b", size)),
            .. Message(12, Matrix("c", size)),
        ];
        return [.. Number(1, Version8), .. Message(7, graph), .. Message(8, Number(2, Opset17))];
    }

    private static byte[] Matrix(string name, int size)
    {
        var dimension = Message(1, Number(1, (ulong)size));
        byte[] tensor = [.. Number(1, Float32), .. Message(2, [.. dimension, .. dimension])];
        return [.. Text(1, name), .. Message(2, Message(1, tensor))];
    }

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Message(int field, byte[] content) => [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)content.Length), .. content];

    private static byte[] Number(int field, ulong value) => [.. Varint((ulong)field << 3), .. Varint(value)];

    private static IEnumerable<byte> Varint(ulong value)
    {
        for (; value >= 128; value >>= 7)
            yield return (byte)(value | 128);
        yield return (byte)value;
    }
}
