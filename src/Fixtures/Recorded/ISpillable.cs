namespace DiversityBench.Fixtures.Recorded;

/// <summary>A record of one size that can stand in a file.</summary>
internal interface ISpillable<TSelf>
    where TSelf : struct, ISpillable<TSelf>
{
    /// <summary>Bytes of a record.</summary>
    static abstract int Size { get; }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    static abstract TSelf Read(ReadOnlySpan<byte> bytes);

    /// <summary>Writes the record, little-endian.</summary>
    void Write(Span<byte> bytes);
}
