using System.Collections.Concurrent;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>
/// Random divisions of pools into two arms, in blocks of <see cref="LabelBlock.Width"/>. They depend on the sizes of the arms alone, so that claims
/// of the same arms share them: each block is drawn once, and kept. Safe for concurrent use.
/// </summary>
public sealed class Relabellings
{
    private readonly ConcurrentDictionary<(ulong Seed, int Prompt, int From, int Pool, int First), ulong[]> _blocks = [];

    /// <summary>A block of divisions.</summary>
    /// <param name="seed">Seed of all divisions.</param>
    /// <param name="prompt">Number of the prompt.</param>
    /// <param name="from">Number of the block's first division.</param>
    /// <param name="pool">Size of both arms together.</param>
    /// <param name="first">Size of the first arm.</param>
    /// <returns>Bit b of a sample: whether division b of the block puts it into the first arm, [pool].</returns>
    public ReadOnlySpan<ulong> Block(ulong seed, int prompt, int from, int pool, int first)
        => _blocks.GetOrAdd((seed, prompt, from, pool, first), static key => Draw(key.Seed, key.Prompt, key.From, key.Pool, key.First));

    private static ulong[] Draw(ulong seed, int prompt, int from, int pool, int first)
    {
        var bits = new ulong[pool];
        var places = new int[pool];
        for (var b = 0; b < LabelBlock.Width; b++)
        {
            for (var place = 0; place < pool; place++)
                places[place] = place;
            new RandomStream(seed, (ulong)(from + b), (ulong)prompt).Choose(places, first);
            foreach (var place in places.AsSpan(0, first))
                bits[place] |= 1UL << b;
        }

        return bits;
    }
}
