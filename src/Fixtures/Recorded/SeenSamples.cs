using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>Which samples a file has named so far: half a SHA-256 each, about 40 bytes of memory, whatever the length of texts.</summary>
internal sealed class SeenSamples
{
    private readonly HashSet<UInt128> _seen = [];

    /// <summary>Notes a sample. False where it was there before.</summary>
    public bool Add(string promptId, int index)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(number, index);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(number);
        sha.AppendData(MemoryMarshal.AsBytes(promptId.AsSpan()));
        sha.GetHashAndReset(hash);
        return _seen.Add(BinaryPrimitives.ReadUInt128LittleEndian(hash));
    }
}
