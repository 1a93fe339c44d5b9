using System.Buffers.Binary;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>Where a file holds a sample; 48 bytes, as long as texts may be.</summary>
/// <param name="Prompt">The prompt's name, as <see cref="RecordedKey"/> has it.</param>
/// <param name="PromptText">The prompt itself; 0 where the line does not hold it.</param>
/// <param name="Index">Which sample of the prompt.</param>
/// <param name="Length">Bytes of the line.</param>
/// <param name="Offset">Bytes before the line.</param>
/// <param name="Line">Its number, from 1.</param>
internal readonly record struct RecordedEntry(UInt128 Prompt, ulong PromptText, int Index, int Length, long Offset, long Line)
    : ISpillable<RecordedEntry>, IComparable<RecordedEntry>
{
    /// <summary>Bytes of an entry.</summary>
    public static int Size => 48;

    /// <summary>Samples of a prompt stand together, by their index; of the same sample twice the earlier line comes first.</summary>
    public int CompareTo(RecordedEntry other)
    {
        if (Prompt != other.Prompt)
            return Prompt.CompareTo(other.Prompt);
        return Index != other.Index ? Index.CompareTo(other.Index) : Offset.CompareTo(other.Offset);
    }

    /// <summary>Writes the entry, little-endian.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, Prompt);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], PromptText);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[24..], Index);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[28..], Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], Offset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], Line);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static RecordedEntry Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt128LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[28..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]));
}
