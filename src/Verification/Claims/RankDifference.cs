using System.Buffers;
using System.Runtime.Intrinsics;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>
/// Cliff's delta P(aligned &gt; base) - P(aligned &lt; base) with the variance of the placements (DeLong et al. 1988), whose studentised
/// permutation is of the right size when the arms differ in shape only (Neubert and Brunner 2007; Chung and Romano 2016).
/// </summary>
internal sealed class RankDifference : ITwoArmStatistic
{
    private readonly double[] scalars;
    private readonly int[] sorted;

    public RankDifference(IScalarSetMetric metric)
    {
        scalars = metric.Scalars.ToArray();
        sorted = [.. Enumerable.Range(0, scalars.Length)];
        Array.Sort((double[])scalars.Clone(), sorted);
    }

    public bool IsCheap => true;

    public TwoArmEstimate? Estimate(ReadOnlySpan<int> baseMembers, ReadOnlySpan<int> alignedMembers, Span<double> buffer)
    {
        if (baseMembers.Length < 2 || alignedMembers.Length < 2)
            return null;
        var arm = ArrayPool<byte>.Shared.Rent(scalars.Length);
        arm.AsSpan(0, scalars.Length).Clear();
        foreach (var member in baseMembers)
            arm[member] = 1;
        foreach (var member in alignedMembers)
            arm[member] = 2;
        var (ofBase, ofAligned) = Placements(arm, baseMembers.Length, alignedMembers.Length);
        ArrayPool<byte>.Shared.Return(arm);

        // Near complete separation the placements hardly vary: not below half a misplaced one of the disjoint pairs.
        double floor = 1.0 / Math.Min(baseMembers.Length, alignedMembers.Length);
        var lacking = Math.Max(0, (floor * floor) - ofBase.Variance - ofAligned.Variance) / 2;
        return new TwoArmEstimate(
            Math.Clamp(2 * ofAligned.Mean - 1, -1, 1),
            new JackknifeEstimate(Mean(baseMembers), 0, ofBase.Variance + lacking, baseMembers.Length - 1, ofBase.Varies),
            new JackknifeEstimate(Mean(alignedMembers), 0, ofAligned.Variance + lacking, alignedMembers.Length - 1, ofAligned.Varies));
    }

    public void AddEstimates(LabelBlock block, Span<double> buffer, Span<double> effects, Span<double> variances)
    {
        double n = block.FirstCount, m = block.SecondCount;
        var floor = Vector512.Create(1 / (Math.Min(n, m) * Math.Min(n, m)));
        for (var tile = 0; tile < LabelBlock.Width / LabelBlock.Lanes; tile++)
        {
            // Placements less one half, so that their squares keep the digits.
            Vector512<double> baseBelow = default, alignedBelow = default, squaresOfBase = default, squaresOfAligned = default, sumOfBase = default, sumOfAligned = default;
            for (int from = 0, to; from < sorted.Length; from = to)
            {
                Vector512<double> baseHere = default, alignedHere = default;
                for (to = from; to < sorted.Length && scalars[sorted[to]] == scalars[sorted[from]]; to++)
                {
                    baseHere += block.First(tile, sorted[to]);
                    alignedHere += block.Second(tile, sorted[to]);
                }

                var ofBase = ((alignedBelow + (alignedHere / 2)) / m) - Vector512.Create(0.5);
                var ofAligned = ((baseBelow + (baseHere / 2)) / n) - Vector512.Create(0.5);
                sumOfBase += baseHere * ofBase;
                sumOfAligned += alignedHere * ofAligned;
                squaresOfBase += baseHere * ofBase * ofBase;
                squaresOfAligned += alignedHere * ofAligned * ofAligned;
                baseBelow += baseHere;
                alignedBelow += alignedHere;
            }

            var variance = 4 * (((squaresOfBase - (sumOfBase * sumOfBase / n)) / (n * (n - 1))) + ((squaresOfAligned - (sumOfAligned * sumOfAligned / m)) / (m * (m - 1))));
            var effect = effects[(tile * LabelBlock.Lanes)..];
            var total = variances[(tile * LabelBlock.Lanes)..];
            (Vector512.Create<double>(effect) + (2 * sumOfAligned / m)).CopyTo(effect);
            (Vector512.Create<double>(total) + Vector512.Max(variance, floor)).CopyTo(total);
        }
    }

    public double? Effect(ReadOnlySpan<int> baseMembers, ReadOnlySpan<int> alignedMembers) =>
        Estimate(baseMembers, alignedMembers, [])?.Effect;

    public string WhyUndefined(ReadOnlySpan<int> baseMembers, ReadOnlySpan<int> alignedMembers) => "fewer than two samples in an arm";

    private double Mean(ReadOnlySpan<int> members)
    {
        var sum = 0.0;
        foreach (var member in members)
            sum += scalars[member];
        return sum / members.Length;
    }

    /// <summary>A sample's placement is the share of the other arm below it, ties counting half; one walk in order of size.</summary>
    private (Moments Base, Moments Aligned) Placements(byte[] arm, int baseCount, int alignedCount)
    {
        Moments ofBase = default, ofAligned = default;
        int baseBelow = 0, alignedBelow = 0;
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            int baseHere = 0, alignedHere = 0;
            for (to = from; to < sorted.Length && scalars[sorted[to]] == scalars[sorted[from]]; to++)
            {
                baseHere += arm[sorted[to]] & 1;
                alignedHere += arm[sorted[to]] >> 1;
            }

            ofBase.Add((alignedBelow + (alignedHere / 2.0)) / alignedCount, baseHere);
            ofAligned.Add((baseBelow + (baseHere / 2.0)) / baseCount, alignedHere);
            baseBelow += baseHere;
            alignedBelow += alignedHere;
        }

        return (ofBase, ofAligned);
    }

    /// <summary>Weighted moments of placements, by Welford's update; the variance is that of delta, twice the mean placement.</summary>
    private struct Moments
    {
        private int count;
        private int groups;
        private double squares;

        public double Mean { get; private set; }

        public readonly bool Varies => groups > 1;

        public readonly double Variance => count < 2 ? 0 : 4 * squares / (count - 1.0) / count;

        public void Add(double value, int weight)
        {
            if (weight == 0)
                return;
            groups++;
            count += weight;
            var deviation = value - Mean;
            Mean += deviation * weight / count;
            squares += weight * deviation * (value - Mean);
        }
    }
}
