using System.Globalization;
using DiversityBench.Fixtures.Manifest;
using static DiversityBench.Fixtures.Manifest.ProtobufWriter;

namespace DiversityBench.Tests.Fixtures.Manifest;

/// <summary>Moves the weights of an ONNX model to files beside it, as exporters do with large ones.</summary>
internal static class SplitWeights
{
    /// <summary>The graph and its shards by name; the large initializers go to the shards in turn.</summary>
    public static IReadOnlyDictionary<string, byte[]> Of(byte[] model, string graph, params string[] shards)
    {
        var data = shards.Select(_ => new MemoryStream()).ToArray();
        var next = 0;
        // ModelProto: graph = 7; GraphProto: initializer = 5; TensorProto: raw_data = 9, external_data = 13, data_location = 14.
        var split = Changed(model, 7, inGraph => Changed(inGraph, 5, tensor => Changed(tensor, 9, raw =>
        {
            var (name, shard) = (shards[next], data[next]);
            next = (next + 1) % shards.Length;
            var start = shard.Length;
            shard.Write(raw);
            byte[] Entry(string key, string value) => Part(13, [.. Text(1, key), .. Text(2, value)]);
            return
            [
                .. Entry("location", name), .. Entry("offset", start.ToString(CultureInfo.InvariantCulture)),
                .. Entry("length", raw.Length.ToString(CultureInfo.InvariantCulture)), .. Number(14, 1),
            ];
        }, least: 1025, isWrapped: false)));
        return shards.Select((name, i) => (name, Content: data[i].ToArray())).Prepend((graph, split)).ToDictionary(file => file.Item1, file => file.Item2);
    }

    /// <summary>A message whose long fields of one number are changed.</summary>
    private static byte[] Changed(byte[] message, int number, Func<byte[], byte[]> change, int least = 0, bool isWrapped = true)
    {
        var reader = new ProtobufReader(new MemoryStream(message));
        var changed = new MemoryStream();
        reader.Fields(message.Length, (field, wireType) =>
        {
            var start = (int)reader.FieldStart;
            if (field == number && wireType == ProtobufReader.LengthDelimited && reader.FieldEnd(message.Length) is var end && end - reader.Position >= least)
            {
                var value = change(reader.Bytes(end));
                changed.Write(isWrapped ? Part(number, value) : value);
                return true;
            }

            reader.SkipTo(start);
            _ = reader.Varint(message.Length);
            reader.Skip(wireType, message.Length);
            changed.Write(message.AsSpan(start, (int)reader.Position - start));
            return true;
        });
        return changed.ToArray();
    }
}
