using System.Text;
using static DiversityBench.Tests.Fixtures.Manifest.OnnxBytes;

namespace DiversityBench.Tests.Fixtures.Engines;

/// <summary>
/// Makes of a decoder export one whose cache and logits are float16, as exports of that precision have them: a Cast stands behind every input of the cache
/// and before every output of cache and logits. In between it computes as before, since ONNX Runtime lacks kernels of float16 for the processor.
/// </summary>
internal static class HalfPrecision
{
    private const byte Float32 = 1;
    private const byte Float16 = 10;

    // ModelProto: graph = 7.
    public static byte[] Of(byte[] model) => [.. Parts(model).SelectMany(part => part.Field == 7 ? Field(7, Graph(part.Content)) : part.Whole)];

    // GraphProto: node = 1, input = 11, output = 12.
    private static byte[] Graph(byte[] graph)
    {
        var parts = Parts(graph).ToArray();
        var past = parts.Where(p => p.Field == 11).Select(p => Name(p.Content)).Where(name => name.StartsWith("past_key_values.", StringComparison.Ordinal)).ToHashSet();
        var made = parts.Where(p => p.Field == 12).Select(p => Name(p.Content)).ToHashSet();
        var border = past.Union(made).ToHashSet();
        return
        [
            .. past.SelectMany(name => Cast(name, Inner(name), Float32)),
            .. parts.SelectMany(part => part.Field switch
            {
                1 => Field(1, Node(part.Content, border)),
                11 or 12 when border.Contains(Name(part.Content)) => Field(part.Field, HalfValue(part.Content)),
                _ => part.Whole,
            }),
            .. made.SelectMany(name => Cast(Inner(name), name, Float16)),
        ];
    }

    private static string Inner(string name) => name + "/float32";

    // NodeProto and ValueInfoProto: name or first input = 1.
    private static string Name(byte[] value) => Encoding.UTF8.GetString(Parts(value).First(part => part.Field == 1).Content);

    // NodeProto: input = 1, output = 2.
    private static byte[] Node(byte[] node, HashSet<string> border) =>
    [
        .. Parts(node).SelectMany(part => part.Field is 1 or 2 && Encoding.UTF8.GetString(part.Content) is var name && border.Contains(name)
            ? Field(part.Field, Encoding.UTF8.GetBytes(Inner(name)))
            : part.Whole),
    ];

    // NodeProto: op_type = 4, attribute = 5. AttributeProto: name = 1, i = 3, type = 20 (2: a whole number).
    private static byte[] Cast(string from, string to, byte type) => Field(1,
    [
        .. Field(1, Encoding.UTF8.GetBytes(from)), .. Field(2, Encoding.UTF8.GetBytes(to)), .. Field(4, "Cast"u8.ToArray()),
        .. Field(5, [.. Field(1, "to"u8.ToArray()), 3 << 3, type, 0xA0, 0x01, 2]),
    ]);

    // ValueInfoProto: type = 2; TypeProto: tensor_type = 1; Tensor: elem_type = 1.
    private static byte[] HalfValue(byte[] value) =>
        Within(value, 2, type => Within(type, 1, tensor => [.. Parts(tensor).SelectMany(part => part.Field == 1 ? [1 << 3, Float16] : part.Whole)]));

    private static byte[] Within(byte[] message, int field, Func<byte[], byte[]> change) =>
        [.. Parts(message).SelectMany(part => part.Field == field ? Field(field, change(part.Content)) : part.Whole)];

    /// <summary>The fields of a message, each with its content and with all its bytes.</summary>
    private static IEnumerable<(int Field, byte[] Content, byte[] Whole)> Parts(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var start = at;
            var tag = Varint();
            var length = (tag & 7) switch { 0 => LengthOfVarint(), 1 => 8, 5 => 4, _ => (int)Varint() };
            at += length;
            yield return ((int)(tag >> 3), message[(at - length)..at], message[start..at]);

            int LengthOfVarint()
            {
                var end = at;
                while (message[end++] >= 0x80)
                {
                }

                return end - at;
            }

            ulong Varint()
            {
                for (var (value, shift) = (0UL, 0); ; shift += 7)
                {
                    var next = message[at++];
                    value |= (ulong)(next & 0x7f) << shift;
                    if (next < 0x80)
                        return value;
                }
            }
        }
    }
}
