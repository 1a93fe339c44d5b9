using System.Security.Cryptography;

namespace DiversityBench.Fixtures.Store;

/// <summary>
/// The checksum at the end of every record: the first 16 bytes of SHA-256 over its key and its payload. With the key
/// inside, an intact record that lies under another key is noticed too.
/// </summary>
internal static class RecordSeal
{
    public const int Length = 16;

    /// <summary>Fills the last <see cref="Length"/> bytes of a record.</summary>
    public static void Write(ReadOnlySpan<byte> key, Span<byte> record)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(key, record[..^Length], hash);
        hash[..Length].CopyTo(record[^Length..]);
    }

    public static bool IsIntact(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        if (record.Length < Length)
            return false;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(key, record[..^Length], hash);
        return hash[..Length].SequenceEqual(record[^Length..]);
    }

    private static void Hash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload, Span<byte> hash)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(key);
        sha.AppendData(payload);
        sha.GetHashAndReset(hash);
    }
}
