using System.Buffers.Binary;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>What a part of a file holds, as bytes: the place behind it, then its entries.</summary>
internal static class RecordedPart
{
    private const int HeaderSize = 2 * sizeof(long);

    public static byte[] ToBytes(ReadOnlySpan<RecordedEntry> entries, RecordedPlace end)
    {
        var bytes = new byte[HeaderSize + (entries.Length * RecordedEntry.Size)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, end.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(long)), end.Lines);
        for (var i = 0; i < entries.Length; i++)
            entries[i].Write(bytes.AsSpan(HeaderSize + (i * RecordedEntry.Size)));
        return bytes;
    }

    /// <summary>Adds the entries of a part and returns the place behind it.</summary>
    public static RecordedPlace Read(ReadOnlySpan<byte> bytes, List<RecordedEntry> entries)
    {
        for (var rest = bytes[HeaderSize..]; rest.Length > 0; rest = rest[RecordedEntry.Size..])
            entries.Add(RecordedEntry.Read(rest));
        return new RecordedPlace(BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(long)..]));
    }
}
