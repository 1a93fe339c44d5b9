using System.Globalization;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>
/// Permutation of the raw mean effect within prompts, where studentising costs too much. It tests whether the arms are exchangeable,
/// which is more than equal diversity, and so only stands beside the verdict.
/// </summary>
internal static class RawPermutation
{
    private const string Name = "raw permutation p";
    private const string Meaning = "tests equal distributions, not equal diversity; the verdict uses the jackknife t test";

    public static Figure PValue(IReadOnlyList<UsablePrompt> used, ClaimTestOptions options)
    {
        var observed = used.Average(p => p.Estimate.Effect);
        var extreme = new bool[options.RawPermutations];
        Parallel.For(0, extreme.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads ?? -1 }, b =>
            extreme[b] = PermutationTest.IsExtreme(Relabelled(used, options.Seed, b), observed));
        var p = (1.0 + extreme.Count(e => e)) / (1.0 + extreme.Length);
        return new Figure(Name, p, string.Create(CultureInfo.InvariantCulture, $"of {extreme.Length} relabellings"), Reason: Meaning);
    }

    private static double Relabelled(IReadOnlyList<UsablePrompt> used, ulong seed, int permutation)
    {
        var sum = 0.0;
        for (var index = 0; index < used.Count; index++)
        {
            var arms = used[index].Arms;
            int[] labelling = [.. arms.Base, .. arms.Aligned];
            new RandomStream(seed, (ulong)permutation, (ulong)index).Choose(labelling, arms.Base.Length);
            sum += used[index].Statistic.Effect(labelling.AsSpan(0, arms.Base.Length), labelling.AsSpan(arms.Base.Length)) ?? double.NaN;
        }

        return sum / used.Count;
    }
}
