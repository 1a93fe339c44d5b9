using DiversityBench.Metrics.Sets;

namespace DiversityBench.Verification.Claims;

/// <summary>
/// Permutation test within prompts of the mean effect over its standard error (Chung and Romano 2013, Ann. Statist. 41:484):
/// exact for exchangeable arms, of the right size in large samples for arms that share the metric but not the content.
/// </summary>
internal static class StudentisedPermutation
{
    /// <summary>One-sided p = (1 + relabellings at least as extreme) / (1 + relabellings); one that is not defined counts as extreme.</summary>
    public static double PValue(IReadOnlyList<UsablePrompt> prompts, ClaimTestOptions options, Relabellings relabellings)
    {
        var observed = Studentise(prompts.Sum(p => p.Estimate.Effect), prompts.Sum(p => p.Estimate.Variance));
        var extreme = new int[(options.Permutations + LabelBlock.Width - 1) / LabelBlock.Width];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads ?? -1 };
        Parallel.For(0, extreme.Length, parallel, () => new Worker(prompts, options.Seed, relabellings), (block, _, worker) =>
        {
            var from = block * LabelBlock.Width;
            extreme[block] = worker.CountExtreme(from, Math.Min(LabelBlock.Width, options.Permutations - from), observed);
            return worker;
        }, _ => { });
        return (1.0 + extreme.Sum()) / (1.0 + options.Permutations);
    }

    /// <summary>Effect over standard error; infinite where the error vanishes, NaN for 0 / 0.</summary>
    private static double Studentise(double effect, double variance) => effect / Math.Sqrt(variance);

    // Equal labellings, summed in another order, differ by rounding; they must count as ties.
    private static bool IsExtreme(double statistic, double observed) => double.IsInfinity(observed)
        ? !(statistic < observed)
        : !(statistic < observed - (1e-9 * Math.Max(1, Math.Abs(observed))));

    /// <summary>What one thread needs to relabel prompts block by block.</summary>
    private sealed class Worker(IReadOnlyList<UsablePrompt> prompts, ulong seed, Relabellings relabellings)
    {
        // Prompts take turns with the blocks, which then stay in the processor's cache.
        private readonly Dictionary<int, LabelBlock> _blocks = prompts.Select(p => p.Arms.Metric.Count).Distinct().ToDictionary(count => count, count => new LabelBlock(count));
        private readonly double[] _buffer = new double[prompts.Max(p => p.Arms.Metric.Count) * LabelBlock.Width];
        private readonly double[] _effects = new double[LabelBlock.Width];
        private readonly double[] _variances = new double[LabelBlock.Width];

        public int CountExtreme(int from, int count, double observed)
        {
            Array.Clear(_effects);
            Array.Clear(_variances);
            for (var index = 0; index < prompts.Count; index++)
                prompts[index].Statistic.AddEstimates(Relabelled(index, from), _buffer, _effects, _variances);

            var extreme = 0;
            for (var b = 0; b < count; b++)
            {
                if (IsExtreme(Studentise(_effects[b], _variances[b]), observed))
                    extreme++;
            }

            return extreme;
        }

        private LabelBlock Relabelled(int index, int from)
        {
            var arms = prompts[index].Arms;
            int[] members = [.. arms.Base, .. arms.Aligned];
            var bits = relabellings.Block(seed, index, from, members.Length, arms.Base.Length);
            var first = new ulong[arms.Metric.Count];
            for (var place = 0; place < members.Length; place++)
                first[members[place]] = bits[place];

            var block = _blocks[first.Length];
            block.Fill(members, arms.Base.Length, first);
            return block;
        }
    }
}
