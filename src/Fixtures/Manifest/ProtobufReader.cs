namespace DiversityBench.Fixtures.Manifest;

/// <summary>Walks the fields of a protobuf file without loading it. Wrong lengths and wire types end in <see cref="InvalidDataException"/>.</summary>
internal sealed class ProtobufReader(Stream stream)
{
    public const int LengthDelimited = 2;
    public const int FourBytes = 5;

    /// <summary>Position in the file, in bytes.</summary>
    public long Position => stream.Position;

    /// <summary>Bytes of the file.</summary>
    public long Length => stream.Length;

    /// <summary>Where the field whose tag was read last starts.</summary>
    public long FieldStart { get; private set; }

    /// <summary>Reads a field's number and wire type.</summary>
    private (int Field, int WireType) Tag(long end)
    {
        var tag = Varint(end);
        return tag >> 3 is > 0 and < 1 << 29 ? ((int)(tag >> 3), (int)(tag & 7)) : throw new InvalidDataException("an impossible field number");
    }

    public ulong Varint(long end)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = stream.Position < end ? stream.ReadByte() : -1;
            if (next < 0)
                throw new InvalidDataException("an end in the middle of a number");
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("a number that is too long");
    }

    /// <summary>Hands over number and wire type of every field of a message; values that <paramref name="read"/> does not read, for which it returns false, are skipped.</summary>
    public void Fields(long end, Func<int, int, bool> read)
    {
        while (Position < end)
        {
            FieldStart = Position;
            var (field, wireType) = Tag(end);
            if (!read(field, wireType))
                Skip(wireType, end);
        }
    }

    /// <summary>Reads the length of a length-delimited field; returns where the field ends.</summary>
    public long FieldEnd(long end)
    {
        var length = Varint(end);
        return length <= (ulong)(end - Position) ? Position + (long)length : throw new InvalidDataException("a field that is longer than the rest of the file");
    }

    public string Text(long end)
    {
        var bytes = new byte[Math.Min(end - Position, 1 << 16)];
        stream.ReadExactly(bytes);
        SkipTo(end);
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Reads the rest of a field, at most some bytes of it.</summary>
    /// <exception cref="InvalidDataException">The rest is longer.</exception>
    public byte[] Bytes(long end, long most = long.MaxValue)
    {
        var bytes = new byte[end - Position <= most ? end - Position : throw new InvalidDataException("a field that is longer than is read")];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Reads a number of 32 bits.</summary>
    public float Float(long end)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (end - Position < bytes.Length)
            throw new InvalidDataException("an end in the middle of a number");
        stream.ReadExactly(bytes);
        return System.Buffers.Binary.BinaryPrimitives.ReadSingleLittleEndian(bytes);
    }

    /// <summary>Skips the value of a field.</summary>
    public void Skip(int wireType, long end)
    {
        var target = wireType switch
        {
            0 => Varint(end) is var _ ? Position : Position,
            1 => Position + 8,
            LengthDelimited => FieldEnd(end),
            FourBytes => Position + 4,
            _ => throw new InvalidDataException("an unknown kind of field"),
        };
        SkipTo(target <= end ? target : throw new InvalidDataException("an end in the middle of a field"));
    }

    public void SkipTo(long position)
    {
        if (position != Position)
            stream.Position = position;
    }
}
