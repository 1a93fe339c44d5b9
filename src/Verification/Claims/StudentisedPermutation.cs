using System.Buffers;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>
/// Permutation test within prompts of the mean effect over its standard error (Chung and Romano 2013, Ann. Statist. 41:484):
/// exact for exchangeable arms, of the right size in large samples for arms that share the metric but not the content.
/// </summary>
internal static class StudentisedPermutation
{
    private const int ChunkSize = 64;

    /// <summary>One-sided p = (1 + relabellings at least as extreme) / (1 + relabellings); one that is not defined counts as extreme.</summary>
    public static double PValue(IReadOnlyList<UsablePrompt> prompts, ClaimTestOptions options)
    {
        var observed = Studentise(prompts.Sum(p => p.Estimate.Effect), prompts.Sum(p => p.Estimate.Variance));
        var effects = new double[options.Permutations];
        var variances = new double[options.Permutations];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads ?? -1 };
        for (var p = 0; p < prompts.Count; p++)
        {
            var index = p;
            Parallel.For(0, (effects.Length + ChunkSize - 1) / ChunkSize, parallel, chunk =>
                AddPrompt(prompts[index], options.Seed, index, chunk * ChunkSize, effects, variances));
        }

        var extreme = 0;
        for (var b = 0; b < effects.Length; b++)
        {
            if (IsExtreme(Studentise(effects[b], variances[b]), observed))
                extreme++;
        }

        return (1.0 + extreme) / (1.0 + effects.Length);
    }

    /// <summary>Effect over standard error; infinite where the error vanishes, NaN for 0 / 0.</summary>
    private static double Studentise(double effect, double variance) => effect / Math.Sqrt(variance);

    // Equal labellings, summed in another order, differ by rounding; they must count as ties.
    private static bool IsExtreme(double statistic, double observed) => double.IsInfinity(observed)
        ? !(statistic < observed)
        : !(statistic < observed - (1e-9 * Math.Max(1, Math.Abs(observed))));

    private static void AddPrompt(UsablePrompt prompt, ulong seed, int index, int from, double[] effects, double[] variances)
    {
        var (ofBase, ofAligned) = (prompt.Arms.Base, prompt.Arms.Aligned);
        int[] pool = [.. ofBase, .. ofAligned];
        var labelling = new int[pool.Length];
        var buffer = ArrayPool<double>.Shared.Rent(prompt.Arms.Metric.Count);
        for (var b = from; b < Math.Min(from + ChunkSize, effects.Length); b++)
        {
            pool.CopyTo(labelling, 0);
            new RandomStream(seed, (ulong)b, (ulong)index).Choose(labelling, ofBase.Length);
            var estimate = prompt.Statistic.Estimate(labelling.AsSpan(0, ofBase.Length), labelling.AsSpan(ofBase.Length), buffer);
            effects[b] += estimate?.Effect ?? double.NaN;
            variances[b] += estimate?.Variance ?? double.NaN;
        }

        ArrayPool<double>.Shared.Return(buffer);
    }
}
