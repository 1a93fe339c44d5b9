using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using DiversityBench.Fixtures.Generations;

namespace DiversityBench.Fixtures.Sampling;

/// <summary>
/// The random numbers of one sample, counter-based (Philox 4x32-10; Salmon et al. 2011, "Parallel random numbers: as easy as
/// 1, 2, 3"): the number of a step needs no earlier one. The key holds seed, model and prompt, the counter sample
/// index and step, so a sample does not depend on batch size, order, thread count or on the other samples.
/// </summary>
public readonly struct SampleStream
{
    private readonly ulong _key;
    private readonly ulong _promptKey;
    private readonly uint _sample;

    private SampleStream(ulong key, ulong promptKey, uint sample) => (_key, _promptKey, _sample) = (key, promptKey, sample);

    /// <summary>The stream of a sample.</summary>
    /// <param name="request">Gives seed, model fingerprint (or that of common numbers) and prompt tokens; nothing else of it matters.</param>
    /// <param name="sampleIndex">Index of the sample within its prompt, at least 0.</param>
    public static SampleStream For(GenerationRequest request, int sampleIndex)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> word = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(word, request.Seed);
        hash.AppendData(word);
        hash.AppendData(Encoding.UTF8.GetBytes(request.CommonNumbers ?? request.ModelFingerprint));
        foreach (var token in request.PromptTokens)
        {
            BinaryPrimitives.WriteInt32LittleEndian(word, token.Value);
            hash.AppendData(word[..4]);
        }

        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return new SampleStream(
            BinaryPrimitives.ReadUInt64LittleEndian(digest),
            BinaryPrimitives.ReadUInt64LittleEndian(digest[8..]),
            checked((uint)sampleIndex));
    }

    /// <summary>A stream of choices that are the same for every model, for example where a sample is pushed off its course.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="promptId">Name of the prompt.</param>
    /// <param name="sampleIndex">Index of the sample within its prompt, at least 0.</param>
    public static SampleStream For(ulong seed, string promptId, int sampleIndex)
        => For(new GenerationRequest("", "", [.. promptId.Select(c => new Metrics.TokenId(c))], new SamplingOptions(), [], seed), sampleIndex);

    /// <summary>The stream of another sample of the same prompt; cheaper than <see cref="For(GenerationRequest, int)"/>.</summary>
    public SampleStream ForSample(int sampleIndex) => new(_key, _promptKey, checked((uint)sampleIndex));

    /// <summary>A uniform number in [0, 1) with 53 random bits.</summary>
    /// <param name="step">Decoding step, at least 0.</param>
    public double Uniform(int step)
    {
        var (high, low) = Philox((uint)step, _sample, (uint)_promptKey, (uint)(_promptKey >> 32), (uint)_key, (uint)(_key >> 32));
        return ((((ulong)high << 32) | low) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>First two words of the Philox 4x32-10 block.</summary>
    internal static (uint First, uint Second) Philox(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (var round = 0; round < 10; round++)
        {
            var p0 = (ulong)0xD2511F53 * c0;
            var p1 = (ulong)0xCD9E8D57 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0, c1);
    }
}
