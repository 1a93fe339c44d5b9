using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using DiversityBench.Fixtures.Generations;

namespace DiversityBench.Fixtures.Store;

/// <summary>
/// Keys of stored records: SHA-256 over a canonical serialisation. Every field is written in a fixed order, every
/// text and list with its length before it, numbers little-endian and doubles by their bits, so that two requests
/// share a key exactly when they are equal. A change here changes every key: raise the version with it.
/// </summary>
internal static class StoreKey
{
    private const int Version = 1;

    /// <summary>Key of a request: 32 bytes.</summary>
    public static byte[] Of(GenerationRequest request) => Hash(writer =>
    {
        writer.Write("DiversityBench generation"u8);
        writer.Write(Version);
        Write(writer, request.ModelFingerprint);
        Write(writer, request.EngineFingerprint);
        writer.Write(request.PromptTokens.Count);
        foreach (var token in request.PromptTokens)
            writer.Write(token.Value);
        writer.Write(request.Sampling.Temperature);
        writer.Write(request.Sampling.TopK);
        writer.Write(request.Sampling.TopP);
        writer.Write(request.Sampling.MinP);
        writer.Write(request.Sampling.RepetitionPenalty);
        writer.Write(request.Sampling.MaxTokens);
        writer.Write(request.StopStrings.Count);
        foreach (var stop in request.StopStrings)
            Write(writer, stop);
        writer.Write(request.Seed);
        if (request.CommonNumbers is { } common)
            Write(writer, common);
    });

    /// <summary>Key of one sample: its request's key, then the index big-endian, so that samples lie in order.</summary>
    public static byte[] OfSample(byte[] request, int sampleIndex)
    {
        var key = new byte[request.Length + sizeof(int)];
        request.CopyTo(key, 0);
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(request.Length), sampleIndex);
        return key;
    }

    /// <summary>The sample index at the end of a sample's key.</summary>
    public static int SampleIndex(ReadOnlySpan<byte> sampleKey) => BinaryPrimitives.ReadInt32BigEndian(sampleKey[^sizeof(int)..]);

    /// <summary>Key of the vector that one encoder gives one text: 32 bytes.</summary>
    public static byte[] OfEmbedding(string encoderFingerprint, string text) => Hash(writer =>
    {
        writer.Write("DiversityBench embedding"u8);
        writer.Write(Version);
        Write(writer, encoderFingerprint);
        Write(writer, text);
    });

    /// <summary>Key of what was made from samples: 32 bytes.</summary>
    public static byte[] OfDerived(string determinants) => Hash(writer =>
    {
        writer.Write("DiversityBench derived"u8);
        writer.Write(Version);
        Write(writer, determinants);
    });

    // UTF-16 code units rather than UTF-8: texts with lone surrogates stay distinct.
    private static void Write(BinaryWriter writer, string text)
    {
        writer.Write(text.Length);
        foreach (var unit in text)
            writer.Write((ushort)unit);
    }

    private static byte[] Hash(Action<BinaryWriter> write)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        write(writer);
        writer.Flush();
        return SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
