namespace DiversityBench.Fixtures.Sampling;

/// <summary>
/// Counts how many of the largest weights are needed to reach a mass without sorting them all: weights in (0, 1] fall into
/// buckets of a sixteenth of an octave, and only the bucket in which the mass is reached is sorted.
/// </summary>
internal sealed class NucleusHistogram
{
    private const int Buckets = 1024;
    private readonly int[] _counts = new int[Buckets];
    private readonly double[] _masses = new double[Buckets];

    /// <summary>Smallest k such that the k largest weights sum to <paramref name="wanted"/>; all of them if that is never reached.</summary>
    /// <param name="weights">Positive weights of at most 1, in any order; reordered.</param>
    /// <param name="wanted">The mass to reach.</param>
    public int Count(Span<float> weights, double wanted)
    {
        Array.Clear(_counts);
        Array.Clear(_masses);
        foreach (var weight in weights)
        {
            var bucket = Bucket(weight);
            _counts[bucket]++;
            _masses[bucket] += weight;
        }

        double mass = 0;
        var count = 0;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            if (mass + _masses[bucket] < wanted)
            {
                mass += _masses[bucket];
                count += _counts[bucket];
                continue;
            }

            return count + CountWithin(weights, bucket, wanted - mass);
        }

        return count;
    }

    private static int CountWithin(Span<float> weights, int bucket, double wanted)
    {
        var members = 0;
        foreach (var weight in weights)
        {
            if (Bucket(weight) == bucket)
                weights[members++] = weight;
        }

        var sorted = weights[..members];
        sorted.Sort();
        double mass = 0;
        for (var k = 1; k <= members; k++)
        {
            mass += sorted[members - k];
            if (mass >= wanted)
                return k;
        }

        return members;
    }

    private static int Bucket(float weight)
        => Math.Clamp((BitConverter.SingleToInt32Bits(1f) - BitConverter.SingleToInt32Bits(weight)) >> 19, 0, Buckets - 1);
}
