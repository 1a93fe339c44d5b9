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
    public static double PValue(IReadOnlyList<(ITwoArmStatistic Statistic, PromptArms Arms)> prompts, double observed, int permutations, ulong seed, int? threads)
    {
        var effects = new double[permutations];
        var variances = new double[permutations];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads ?? -1 };
        for (var p = 0; p < prompts.Count; p++)
        {
            var prompt = p;
            Parallel.For(0, (permutations + ChunkSize - 1) / ChunkSize, options, chunk =>
                AddPrompt(prompts[prompt], seed, prompt, chunk * ChunkSize, effects, variances));
        }

        var extreme = 0;
        for (var b = 0; b < permutations; b++)
        {
            if (!(Studentise(effects[b], variances[b]) < observed - Tolerance(observed)))
                extreme++;
        }

        return (1.0 + extreme) / (1.0 + permutations);
    }

    /// <summary>Effect over standard error; infinite where the error vanishes, NaN for 0 / 0.</summary>
    public static double Studentise(double effect, double variance) => effect / Math.Sqrt(variance);

    // Equal labellings, summed in another order, differ by rounding; they must count as ties.
    private static double Tolerance(double observed) => double.IsInfinity(observed) ? 0 : 1e-9 * Math.Max(1, Math.Abs(observed));

    private static void AddPrompt(
        (ITwoArmStatistic Statistic, PromptArms Arms) prompt, ulong seed, int index, int from, double[] effects, double[] variances)
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
