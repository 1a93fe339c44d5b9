using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DiversityBench.Fixtures.Recorded;

/// <summary>Short stands for texts, whatever their length: the beginning of their SHA-256.</summary>
internal static class RecordedKey
{
    /// <summary>Of the name of a prompt: half of the hash.</summary>
    public static UInt128 OfName(string name) => BinaryPrimitives.ReadUInt128LittleEndian(Hash(name, stackalloc byte[SHA256.HashSizeInBytes]));

    /// <summary>Of the text of a prompt: a quarter of the hash; 0 for none.</summary>
    public static ulong OfText(string? text) => text is null ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(Hash(text, stackalloc byte[SHA256.HashSizeInBytes]));

    private static ReadOnlySpan<byte> Hash(string text, Span<byte> hash)
    {
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return hash;
    }
}
