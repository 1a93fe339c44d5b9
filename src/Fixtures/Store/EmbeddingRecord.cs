namespace DiversityBench.Fixtures.Store;

/// <summary>A sentence vector as bytes: its float32 components, little-endian, and the seal.</summary>
internal static class EmbeddingRecord
{
    public static byte[] Encode(ReadOnlySpan<byte> key, ReadOnlySpan<float> vector)
    {
        var record = new byte[(vector.Length * sizeof(float)) + RecordSeal.Length];
        LittleEndian.Write(vector, record);
        RecordSeal.Write(key, record);
        return record;
    }

    /// <summary>The vector, or null when the record is damaged.</summary>
    public static float[]? Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        if (!RecordSeal.IsIntact(key, record))
            return null;
        var payload = record[..^RecordSeal.Length];
        if (payload.Length % sizeof(float) != 0)
            return null;
        var vector = new float[payload.Length / sizeof(float)];
        LittleEndian.Read<float>(payload, vector);
        return vector;
    }
}
