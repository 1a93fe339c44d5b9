namespace DiversityBench.Fixtures.Recorded;

/// <summary>A prompt that two files hold; in the order of its first line in the first one.</summary>
internal readonly record struct SharedEntry(PromptEntry First, PromptEntry Second) : ISpillable<SharedEntry>, IComparable<SharedEntry>
{
    /// <inheritdoc/>
    public static int Size => 2 * PromptEntry.Size;

    /// <inheritdoc/>
    public static SharedEntry Read(ReadOnlySpan<byte> bytes) => new(PromptEntry.Read(bytes), PromptEntry.Read(bytes[PromptEntry.Size..]));

    /// <inheritdoc/>
    public int CompareTo(SharedEntry other) => First.Offset.CompareTo(other.First.Offset);

    /// <inheritdoc/>
    public void Write(Span<byte> bytes)
    {
        First.Write(bytes);
        Second.Write(bytes[PromptEntry.Size..]);
    }
}
