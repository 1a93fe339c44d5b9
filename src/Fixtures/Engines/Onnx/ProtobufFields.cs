using System.Text;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>Walks the length-delimited fields of one protobuf message in a stream (protobuf.dev, encoding) without loading what it skips.</summary>
internal readonly struct ProtobufFields(Stream stream, long end)
{
    /// <summary>Whether a field of that number satisfies the condition.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a protobuf message.</exception>
    public bool Any(int field, Func<ProtobufFields, bool> condition)
    {
        while (stream.Position < end)
        {
            var tag = ReadVarint();
            switch (tag & 7)
            {
                case 0:
                    ReadVarint();
                    break;
                case 1:
                    stream.Seek(8, SeekOrigin.Current);
                    break;
                case 5:
                    stream.Seek(4, SeekOrigin.Current);
                    break;
                case 2:
                    var length = (long)ReadVarint();
                    var next = stream.Position + length;
                    if (length < 0 || next > end)
                        throw new InvalidDataException("a field that is longer than its message");
                    if ((int)(tag >> 3) == field && condition(new ProtobufFields(stream, next)))
                        return true;
                    stream.Position = next;
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7}");
            }
        }

        return false;
    }

    /// <summary>The rest of the message as UTF-8 text.</summary>
    public string ReadText()
    {
        var bytes = new byte[end - stream.Position];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = stream.ReadByte();
            if (next < 0)
                throw new InvalidDataException("the end of the file inside a number");
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }

        throw new InvalidDataException("a number of more than ten bytes");
    }
}
