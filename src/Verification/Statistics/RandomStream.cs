using System.Runtime.CompilerServices;

namespace DiversityBench.Verification.Statistics;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014, OOPSLA): the numbers depend on the seed and the stream's keys alone and are the same on
/// every platform, so that permutations can be drawn in any order and on any number of threads. Not for use by several threads at once.
/// </summary>
public struct RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state;

    /// <summary>The stream of a seed and two keys, for example permutation and prompt.</summary>
    public RandomStream(ulong seed, ulong first = 0, ulong second = 0) =>
        state = Mix(Mix(Mix(seed + Golden) + first + Golden) + second + Golden);

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Mix(state += Golden);

    /// <summary>A whole number in 0 … <paramref name="bound"/> - 1, each equally likely (Lemire 2019).</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var high = Math.BigMul(Next(), (ulong)bound, out var low);
        while (low < (ulong)bound && low < (0 - (ulong)bound) % (ulong)bound)
            high = Math.BigMul(Next(), (ulong)bound, out low);
        return (int)high;
    }

    /// <summary>A number in [0, 1), a multiple of 2^-53.</summary>
    public double Uniform() => (Next() >> 11) * 1.1102230246251565E-16;

    /// <summary>A draw from the standard normal distribution, by the inverse of its distribution function.</summary>
    public double Normal() => Distributions.NormalQuantile((Uniform() + 5.551115123125783E-17));

    /// <summary>Moves a random subset to the first <paramref name="count"/> places, each subset equally likely.</summary>
    public void Choose(Span<int> items, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var other = i + Below(items.Length - i);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
