using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Store;

/// <summary>
/// A generation as bytes: format, finish reason, then the lengths of tokens, steps and text (int32 each), the tokens
/// (int32 each), the steps (<see cref="StepRecord"/>, whose format is the record's), the text in UTF-16 code units (so that every string comes back as it was)
/// and the seal. Stores before version 3 hold format 1 alone, whose steps do not name their most probable tokens; it is read as that.
/// </summary>
internal static class GenerationRecord
{
    private const int HeaderLength = 2 + (3 * sizeof(int));

    public static byte[] Encode(ReadOnlySpan<byte> key, Generation generation)
    {
        var tokens = generation.Tokens as TokenId[] ?? [.. generation.Tokens];
        var steps = generation.Steps as StepStatistics[] ?? [.. generation.Steps];
        var format = StepRecord.FormatOf(steps);
        var record = new byte[PayloadLength(format, tokens.Length, steps.Length, generation.Text.Length) + RecordSeal.Length];
        record[0] = format;
        record[1] = (byte)generation.Finish;
        var rest = LittleEndian.Write<int>([tokens.Length, steps.Length, generation.Text.Length], record.AsSpan(2));
        rest = LittleEndian.Write<TokenId>(tokens, rest);
        foreach (ref readonly var step in steps.AsSpan())
        {
            StepRecord.Write(step, format, rest);
            rest = rest[StepRecord.Length(format)..];
        }

        LittleEndian.Write<char>(generation.Text, rest);
        RecordSeal.Write(key, record);
        return record;
    }

    /// <summary>The generation, or null when the record is damaged.</summary>
    public static Generation? Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        if (!RecordSeal.IsIntact(key, record))
            return null;
        var payload = record[..^RecordSeal.Length];
        if (payload.Length < HeaderLength || !StepRecord.IsFormat(payload[0]) || !Enum.IsDefined((FinishReason)payload[1]))
            return null;
        Span<int> lengths = stackalloc int[3];
        var rest = LittleEndian.Read(payload[2..], lengths);
        if (lengths.ContainsAnyInRange(int.MinValue, -1) || PayloadLength(payload[0], lengths[0], lengths[1], lengths[2]) != payload.Length)
            return null;
        var tokens = new TokenId[lengths[0]];
        var steps = new StepStatistics[lengths[1]];
        rest = LittleEndian.Read<TokenId>(rest, tokens);
        foreach (ref var step in steps.AsSpan())
        {
            step = StepRecord.Read(rest, payload[0]);
            rest = rest[StepRecord.Length(payload[0])..];
        }

        var text = new char[lengths[2]];
        LittleEndian.Read<char>(rest, text);
        return new Generation(StoreKey.SampleIndex(key), tokens, new string(text), steps, (FinishReason)payload[1]);
    }

    private static long PayloadLength(byte format, int tokens, int steps, int text) =>
        HeaderLength + ((long)tokens * sizeof(int)) + ((long)steps * StepRecord.Length(format)) + ((long)text * sizeof(char));
}
