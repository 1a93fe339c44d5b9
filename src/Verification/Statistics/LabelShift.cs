using DiversityBench.Metrics;
using DiversityBench.Metrics.Categories;

namespace DiversityBench.Verification.Statistics;

/// <summary>
/// Jensen-Shannon distance of two distributions of labels, over all prompts together. The distance of samples is biased upwards, the more
/// the more labels there are, so it always stands beside what chance alone gives.
/// </summary>
public static class LabelShift
{
    /// <summary>Distance between the labels before and after; chance relabels before and after within each prompt.</summary>
    /// <param name="prompts">Labels by prompt.</param>
    /// <param name="permutations">Relabellings.</param>
    /// <param name="seed">Seed of the relabellings.</param>
    public static Measured<ShiftResult> Between(IReadOnlyList<LabelArms> prompts, int permutations, ulong seed)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var pools = prompts.Select(p => (Labels: Numbered(p.Before.Concat(p.After), numbers), Before: p.Before.Count)).ToArray();
        var observed = Divergence(numbers.Count, pools);
        if (!observed.TryGet(out var divergence, out var undefined))
            return undefined;
        var relabelled = new double[permutations];
        Parallel.For(0, permutations, b => relabelled[b] = Divergence(numbers.Count, [.. pools.Select((pool, i) => (Shuffled(pool, seed, b, i), pool.Before))]).Value);
        return Result(divergence, relabelled, prompts.Sum(p => p.Before.Count), prompts.Sum(p => p.After.Count));
    }

    /// <summary>Distance between labels and a distribution that is known; chance draws as many labels from it.</summary>
    /// <param name="known">The distribution.</param>
    /// <param name="labels">The labels; those that it does not know count as labels of probability 0.</param>
    /// <param name="draws">Draws of as many labels.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static Measured<ShiftResult> FromKnown(KnownDistribution known, IReadOnlyList<string> labels, int draws, ulong seed)
    {
        var numbers = known.Values.Index().ToDictionary(v => v.Item, v => v.Index, StringComparer.Ordinal);
        var numbered = Numbered(labels, numbers);
        double[] shares = [.. known.Probabilities, .. new double[numbers.Count - known.Probabilities.Count]];
        if (!InBits(Tally(numbers.Count, numbered), shares).TryGet(out var divergence, out var undefined))
            return undefined;
        var drawn = new double[draws];
        Parallel.For(0, draws, b =>
        {
            var stream = new RandomStream(seed, (ulong)b);
            var counts = new double[shares.Length];
            for (var i = 0; i < labels.Count; i++)
                counts[known.At(stream.Uniform())]++;
            drawn[b] = InBits(counts, shares).Value;
        });
        return Result(divergence, drawn, labels.Count, 0);
    }

    /// <summary>Jensen-Shannon divergence of the observed shares in bits, 0 … 1; undefined if either side is empty.</summary>
    public static Measured<double> DivergenceInBits(IReadOnlyCollection<string> before, IReadOnlyCollection<string> after)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var labels = Numbered(before.Concat(after), numbers);
        return Divergence(numbers.Count, [(labels, before.Count)]);
    }

    private static Measured<double> Divergence(int distinct, (int[] Labels, int Before)[] pools)
    {
        var (before, after) = (new double[distinct], new double[distinct]);
        foreach (var (labels, count) in pools)
        {
            for (var i = 0; i < labels.Length; i++)
                (i < count ? before : after)[labels[i]]++;
        }

        return InBits(before, after);
    }

    private static Measured<double> InBits(double[] p, double[] q)
        => Metrics.Tokens.Divergence.JensenShannonDistanceInNats(p, q).Select(distance => Math.Min(1, distance * distance / Math.Log(2)));

    private static ShiftResult Result(double divergence, double[] byChance, int before, int after) => new(
        Math.Sqrt(divergence), Math.Sqrt(byChance.Average()), (1.0 + byChance.Count(d => PermutationTest.IsExtreme(d, divergence))) / (1.0 + byChance.Length), before, after);

    private static int[] Shuffled((int[] Labels, int Before) pool, ulong seed, int permutation, int prompt)
    {
        int[] labels = [.. pool.Labels];
        new RandomStream(seed, (ulong)permutation, (ulong)prompt).Choose(labels, pool.Before);
        return labels;
    }

    private static double[] Tally(int distinct, int[] labels)
    {
        var counts = new double[distinct];
        foreach (var label in labels)
            counts[label]++;
        return counts;
    }

    private static int[] Numbered(IEnumerable<string> labels, Dictionary<string, int> numbers)
    {
        var numbered = new List<int>();
        foreach (var label in labels)
        {
            if (!numbers.TryGetValue(label, out var number))
                numbers.Add(label, number = numbers.Count);
            numbered.Add(number);
        }

        return [.. numbered];
    }
}
