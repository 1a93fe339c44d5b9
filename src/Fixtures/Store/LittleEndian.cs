using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DiversityBench.Fixtures.Store;

/// <summary>Arrays of characters, or of values made of 32-bit fields, to and from bytes: the same bytes on every machine.</summary>
internal static class LittleEndian
{
    /// <summary>Writes the values and returns what is left of the destination.</summary>
    public static Span<byte> Write<T>(ReadOnlySpan<T> values, Span<byte> destination)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        bytes.CopyTo(destination);
        Swap<T>(destination[..bytes.Length]);
        return destination[bytes.Length..];
    }

    /// <summary>Fills an array and returns what is left of the source.</summary>
    public static ReadOnlySpan<byte> Read<T>(ReadOnlySpan<byte> source, Span<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        source[..bytes.Length].CopyTo(bytes);
        Swap<T>(bytes);
        return source[bytes.Length..];
    }

    private static void Swap<T>(Span<byte> bytes)
    {
        if (BitConverter.IsLittleEndian)
            return;
        if (typeof(T) == typeof(char))
        {
            var units = MemoryMarshal.Cast<byte, ushort>(bytes);
            BinaryPrimitives.ReverseEndianness(units, units);
            return;
        }

        var words = MemoryMarshal.Cast<byte, int>(bytes);
        BinaryPrimitives.ReverseEndianness(words, words);
    }
}
