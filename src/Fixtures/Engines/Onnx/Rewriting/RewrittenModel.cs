using System.Globalization;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Settings;
using static DiversityBench.Fixtures.Manifest.ProtobufWriter;

namespace DiversityBench.Fixtures.Engines.Onnx.Rewriting;

/// <summary>
/// An ONNX file with other nodes, in memory. Its weights stay where they are: they become external data that lie in the file itself, so nothing is
/// copied that the runtime would not copy anyway. Those that lie in other files already stay there.
/// </summary>
/// <param name="Bytes">The ModelProto.</param>
/// <param name="Folder">Folder that all external data lie under, none of them behind a link.</param>
internal sealed record RewrittenModel(byte[] Bytes, string Folder)
{
    private const int SmallBytes = 1024;

    /// <exception cref="InvalidDataException">The file is no complete protobuf.</exception>
    public static RewrittenModel Write(string path, IReadOnlyList<OnnxNode> nodes)
    {
        // What links lead to, since the runtime refuses external data outside of the folder, and the hub's cache keeps contents apart from their names.
        var real = SafePath.RealPath(path);
        // A location that is not safe stays as it is, for the runtime to refuse.
        var others = OnnxExternalData.Locations(path).Where(location => SafePath.Objection(location) is null)
            .ToDictionary(location => location, location => SafePath.RealPath(Path.Combine(Path.GetDirectoryName(path)!, location)));
        var folder = Path.GetDirectoryName(real)!;
        while (!others.Values.All(other => SafePath.LiesUnder(other, folder)))
            folder = Path.GetDirectoryName(folder)!;
        using var file = File.OpenRead(path);
        return new RewrittenModel(Model(new ProtobufReader(file), nodes, Place(real), others.ToDictionary(other => other.Key, other => Place(other.Value))), folder);

        string Place(string other) => Path.GetRelativePath(folder, other).Replace('\\', '/');
    }

    // ModelProto: graph = 7, opset_import = 8 (domain = 1, version = 2). Fields come in any order; what stands behind counts for the domain.
    private static byte[] Model(ProtobufReader reader, IReadOnlyList<OnnxNode> nodes, string own, Dictionary<string, string> others)
    {
        using var model = new MemoryStream();
        reader.Fields(reader.Length, (field, wireType) =>
        {
            if ((field, wireType) == (7, ProtobufReader.LengthDelimited))
                model.Write(Part(7, Graph(reader, reader.FieldEnd(reader.Length), nodes, own, others)));
            else
                model.Write(Whole(reader, reader.FieldStart, wireType, reader.Length));
            return true;
        });
        foreach (var domain in nodes.Where(node => node.Encoded is not null && node.Domain.Length > 0).Select(node => node.Domain).Distinct())
            model.Write(Part(8, [.. Text(1, domain), .. Number(2, 1)]));
        return model.ToArray();
    }

    // GraphProto: node = 1, initializer = 5.
    private static byte[] Graph(ProtobufReader reader, long end, IReadOnlyList<OnnxNode> nodes, string own, Dictionary<string, string> others)
    {
        using var graph = new MemoryStream();
        reader.Fields(end, (field, wireType) =>
        {
            switch (field)
            {
                case 1: return false;
                case 5: graph.Write(Initializer(reader, reader.FieldEnd(end), own, others)); return true;
                default: graph.Write(Whole(reader, reader.FieldStart, wireType, end)); return true;
            }
        });
        foreach (var node in nodes)
        {
            reader.SkipTo(node.Place.Start);
            graph.Write(Part(1, node.Encoded ?? reader.Bytes(node.Place.End)));
        }

        reader.SkipTo(end);
        return graph.ToArray();
    }

    // TensorProto: raw_data = 9, external_data = 13 (entries key = 1, value = 2), data_location = 14 (1: external).
    private static byte[] Initializer(ProtobufReader reader, long end, string own, Dictionary<string, string> others)
    {
        using var tensor = new MemoryStream();
        var data = (Start: 0L, Length: 0L);
        reader.Fields(end, (field, wireType) =>
        {
            var start = reader.FieldStart;
            var fieldEnd = wireType == ProtobufReader.LengthDelimited ? reader.FieldEnd(end) : end;
            if (field == 9 && fieldEnd - reader.Position > SmallBytes)
            {
                data = (reader.Position, fieldEnd - reader.Position);
                reader.SkipTo(fieldEnd);
            }
            else if (field == 13 && OnnxScanner.Entry(reader, fieldEnd) is { Key: "location" } entry)
            {
                tensor.Write(Entry(entry.Key, others.GetValueOrDefault(entry.Value, entry.Value)));
            }
            else
            {
                tensor.Write(Whole(reader, start, wireType, end));
            }

            return true;
        });
        if (data.Length > 0)
        {
            tensor.Write(Entry("location", own));
            tensor.Write(Entry("offset", data.Start.ToString(CultureInfo.InvariantCulture)));
            tensor.Write(Entry("length", data.Length.ToString(CultureInfo.InvariantCulture)));
            tensor.Write(Number(14, 1));
        }

        return Part(5, tensor.ToArray());
    }

    private static byte[] Entry(string key, string value) => Part(13, [.. Text(1, key), .. Text(2, value)]);

    /// <summary>A field as it is, tag and all.</summary>
    private static byte[] Whole(ProtobufReader reader, long start, int wireType, long end)
    {
        reader.SkipTo(start);
        _ = reader.Varint(end);
        reader.Skip(wireType, end);
        var fieldEnd = reader.Position;
        reader.SkipTo(start);
        return reader.Bytes(fieldEnd);
    }
}
