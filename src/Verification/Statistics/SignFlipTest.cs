using DiversityBench.Metrics;

namespace DiversityBench.Verification.Statistics;

/// <summary>One-sided sign-flip test of a mean of differences that are symmetric around it: all flips up to 2^13, else random ones.</summary>
public static class SignFlipTest
{
    private const int MostExact = 13;

    /// <summary>Test that the mean difference is positive.</summary>
    public static Measured<PermutationResult> Of(ReadOnlySpan<double> differences, int flips = 9999, ulong seed = 1)
    {
        if (differences.Length < 2)
            return new Undefined(differences.IsEmpty ? "no prompts" : "one prompt: the smallest two-sided p is 1");
        for (var i = 0; i < differences.Length; i++)
        {
            if (!double.IsFinite(differences[i]))
                return new Undefined(FormattableString.Invariant($"difference {i} is {differences[i]}"));
        }

        if (differences.IndexOfAnyExcept(0.0) < 0)
            return new Undefined("every difference is 0");
        return differences.Length <= MostExact ? Exact(differences) : Seeded(differences, flips, seed);
    }

    private static PermutationResult Exact(ReadOnlySpan<double> differences)
    {
        var observed = Sum(differences, 0);
        long extreme = 0;
        var all = 1L << differences.Length;
        for (var flips = 0L; flips < all; flips++)
        {
            if (IsExtreme(Sum(differences, (ulong)flips), observed, differences))
                extreme++;
        }

        return new PermutationResult((double)extreme / all, extreme, all, true);
    }

    private static PermutationResult Seeded(ReadOnlySpan<double> differences, int flips, ulong seed)
    {
        var observed = Sum(differences, 0);
        var extreme = 0;
        for (var b = 0; b < flips; b++)
        {
            var random = new RandomStream(seed, (ulong)b);
            var sum = 0.0;
            ulong bits = 0;
            for (var i = 0; i < differences.Length; i++)
            {
                if (i % 64 == 0)
                    bits = random.Next();
                sum += (bits >> (i % 64) & 1) == 0 ? differences[i] : -differences[i];
            }

            if (IsExtreme(sum, observed, differences))
                extreme++;
        }

        return new PermutationResult((1.0 + extreme) / (1.0 + flips), extreme, flips, false);
    }

    private static double Sum(ReadOnlySpan<double> differences, ulong flips)
    {
        var sum = 0.0;
        for (var i = 0; i < differences.Length; i++)
            sum += (flips >> i & 1) == 0 ? differences[i] : -differences[i];
        return sum;
    }

    // Sums of cancelling terms err by the size of the terms, not of the sum.
    private static bool IsExtreme(double sum, double observed, ReadOnlySpan<double> differences)
    {
        var size = 0.0;
        foreach (var difference in differences)
            size += Math.Abs(difference);
        return !(sum < observed - (1e-12 * size));
    }
}
