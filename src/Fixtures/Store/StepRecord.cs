using System.Buffers.Binary;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Store;

/// <summary>
/// A step as bytes: eight fields in declaration order (4 bytes each), then, where the format has them, the five most probable tokens, their ids
/// plus one in as many bytes as the generation's largest id needs; 0 is no token.
/// </summary>
internal static class StepRecord
{
    /// <summary>Format of steps without their most probable tokens. Others are the bytes of an id: 2, 3 or 4.</summary>
    public const byte WithoutTokens = 1;

    private const int FiguresLength = 8 * sizeof(int);

    /// <summary>The shortest format that keeps all there is of these steps.</summary>
    public static byte FormatOf(ReadOnlySpan<StepStatistics> steps)
    {
        var (isKept, largest) = (false, 0);
        foreach (ref readonly var step in steps)
        {
            for (var rank = 0; rank < step.TopTokens.Count; rank++)
                (isKept, largest) = (true, Math.Max(largest, step.TopTokens[rank].Value + 1));
        }

        return !isKept ? WithoutTokens : largest <= ushort.MaxValue ? (byte)2 : largest < 1 << 24 ? (byte)3 : (byte)4;
    }

    public static bool IsFormat(byte format) => format is >= WithoutTokens and <= 4;

    /// <summary>Bytes of a step.</summary>
    public static int Length(byte format) => FiguresLength + (format == WithoutTokens ? 0 : TopTokens.Most * format);

    public static void Write(in StepStatistics step, byte format, Span<byte> bytes)
    {
        BinaryPrimitives.WriteSingleLittleEndian(bytes, step.EntropyInNats);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[4..], step.Top1);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[8..], step.Top2);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[12..], step.Top3);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[16..], step.Top4);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[20..], step.Top5);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[24..], step.NucleusSize);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[28..], step.LogProbabilityInNats);
        if (format == WithoutTokens)
            return;
        Span<byte> id = stackalloc byte[sizeof(int)];
        for (var rank = 0; rank < step.TopTokens.Count; rank++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(id, step.TopTokens[rank].Value + 1);
            id[..format].CopyTo(bytes[(FiguresLength + (rank * format))..]);
        }
    }

    public static StepStatistics Read(ReadOnlySpan<byte> bytes, byte format) => new(
        BinaryPrimitives.ReadSingleLittleEndian(bytes), BinaryPrimitives.ReadSingleLittleEndian(bytes[4..]), BinaryPrimitives.ReadSingleLittleEndian(bytes[8..]),
        BinaryPrimitives.ReadSingleLittleEndian(bytes[12..]), BinaryPrimitives.ReadSingleLittleEndian(bytes[16..]), BinaryPrimitives.ReadSingleLittleEndian(bytes[20..]),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]), BinaryPrimitives.ReadSingleLittleEndian(bytes[28..]))
    { TopTokens = format == WithoutTokens ? default : Tokens(bytes[FiguresLength..], format) };

    private static TopTokens Tokens(ReadOnlySpan<byte> bytes, byte width)
    {
        Span<int> ids = stackalloc int[TopTokens.Most];
        var count = 0;
        for (; count < ids.Length; count++)
        {
            var number = 0;
            for (var place = width - 1; place >= 0; place--)
                number = (number << 8) | bytes[(count * width) + place];
            if (number == 0)
                break;
            ids[count] = number - 1;
        }

        return new TopTokens(ids[..count]);
    }
}
