using System.Globalization;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Settings;
using static DiversityBench.Fixtures.Manifest.ProtobufWriter;

namespace DiversityBench.Fixtures.Engines.Onnx.Rewriting;

/// <summary>
/// An ONNX file with other nodes, in memory. Its weights stay where they are: they become external data that lie in the file itself, so nothing is
/// copied that the runtime would not copy anyway. A file that has external data already keeps them, and its few own ones are copied.
/// </summary>
/// <param name="Bytes">The ModelProto.</param>
/// <param name="Folder">Folder of the external data.</param>
internal sealed record RewrittenModel(byte[] Bytes, string Folder)
{
    private const int SmallBytes = 1024;

    /// <exception cref="InvalidDataException">The file is no complete protobuf.</exception>
    public static RewrittenModel Write(string path, OnnxGraph graph, IReadOnlyList<OnnxNode> nodes)
    {
        // A link's target, since the runtime refuses external data that lie outside of the folder.
        var hasOthers = graph.Constants.Values.Any(constant => constant.IsExternal);
        var place = hasOthers ? Path.GetFullPath(path) : SafePath.RealPath(path);
        using var file = File.OpenRead(path);
        return new RewrittenModel(Model(new ProtobufReader(file), nodes, hasOthers ? null : Path.GetFileName(place)), Path.GetDirectoryName(place)!);
    }

    // ModelProto: graph = 7, opset_import = 8 (domain = 1, version = 2). Fields come in any order; what stands behind counts for the domain.
    private static byte[] Model(ProtobufReader reader, IReadOnlyList<OnnxNode> nodes, string? weights)
    {
        using var model = new MemoryStream();
        reader.Fields(reader.Length, (field, wireType) =>
        {
            if ((field, wireType) == (7, ProtobufReader.LengthDelimited))
                model.Write(Part(7, Graph(reader, reader.FieldEnd(reader.Length), nodes, weights)));
            else
                model.Write(Whole(reader, reader.FieldStart, wireType, reader.Length));
            return true;
        });
        foreach (var domain in nodes.Where(node => node.Encoded is not null && node.Domain.Length > 0).Select(node => node.Domain).Distinct())
            model.Write(Part(8, [.. Text(1, domain), .. Number(2, 1)]));
        return model.ToArray();
    }

    // GraphProto: node = 1, initializer = 5.
    private static byte[] Graph(ProtobufReader reader, long end, IReadOnlyList<OnnxNode> nodes, string? weights)
    {
        using var graph = new MemoryStream();
        reader.Fields(end, (field, wireType) =>
        {
            switch (field)
            {
                case 1: return false;
                case 5 when weights is not null: graph.Write(Initializer(reader, reader.FieldStart, reader.FieldEnd(end), weights)); return true;
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
    private static byte[] Initializer(ProtobufReader reader, long start, long end, string weights)
    {
        using var tensor = new MemoryStream();
        var data = (Start: 0L, Length: 0L);
        reader.Fields(end, (field, wireType) =>
        {
            if (field != 9)
            {
                tensor.Write(Whole(reader, reader.FieldStart, wireType, end));
                return true;
            }

            var dataEnd = reader.FieldEnd(end);
            data = (reader.Position, dataEnd - reader.Position);
            reader.SkipTo(dataEnd);
            return true;
        });
        if (data.Length <= SmallBytes)
        {
            reader.SkipTo(start);
            return reader.Bytes(end);
        }

        tensor.Write(Entry("location", weights));
        tensor.Write(Entry("offset", data.Start.ToString(CultureInfo.InvariantCulture)));
        tensor.Write(Entry("length", data.Length.ToString(CultureInfo.InvariantCulture)));
        tensor.Write(Number(14, 1));
        return Part(5, tensor.ToArray());
    }

    private static byte[] Entry(string key, string value) => Part(13, [.. Text(1, key), .. Text(2, value)]);

    /// <summary>A field as it is, tag and all.</summary>
    private static byte[] Whole(ProtobufReader reader, long start, int wireType, long end)
    {
        reader.Skip(wireType, end);
        var fieldEnd = reader.Position;
        reader.SkipTo(start);
        return reader.Bytes(fieldEnd);
    }
}
