using System.Buffers.Binary;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>What a file holds of one prompt; 44 bytes.</summary>
/// <param name="Key">The prompt's name, as <see cref="RecordedKey"/> has it.</param>
/// <param name="TextKey">The prompt itself; 0 where the file does not hold it.</param>
/// <param name="First">Place of its first entry among those of the file, which are sorted.</param>
/// <param name="Count">Number of its entries.</param>
/// <param name="Offset">Bytes of the file before its first line.</param>
internal readonly record struct PromptEntry(UInt128 Key, ulong TextKey, long First, int Count, long Offset) : ISpillable<PromptEntry>
{
    /// <inheritdoc/>
    public static int Size => 44;

    /// <inheritdoc/>
    public static PromptEntry Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt128LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[32..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[36..]));

    /// <inheritdoc/>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, Key);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], TextKey);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], First);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[32..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[36..], Offset);
    }
}
