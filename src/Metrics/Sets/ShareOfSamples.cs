using System.Runtime.Intrinsics;

namespace DiversityBench.Metrics.Sets;

/// <summary>Share of samples that have a property, 0 … 1. Defined from one member on. Two of five give 0.4.</summary>
public sealed class ShareOfSamples : IBlockMetric, IFlooredVariance
{
    private readonly bool[] has;

    /// <summary>A metric over one answer per pooled sample.</summary>
    public ShareOfSamples(IReadOnlyList<bool> has) => this.has = [.. has];

    /// <inheritdoc/>
    public int Count => has.Length;

    /// <inheritdoc/>
    public int FewestMembers => 1;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) =>
        members.Length < FewestMembers ? null : (double)Positives(members) / members.Length;

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
    {
        if (members.Length <= FewestMembers)
            return false;
        var positives = Positives(members);
        for (var i = 0; i < members.Length; i++)
            values[i] = (double)(has[members[i]] ? positives - 1 : positives) / (members.Length - 1);
        return true;
    }

    /// <inheritdoc/>
    public void Evaluate(LabelBlock block, Span<double> first, Span<double> second, Span<double> without)
    {
        for (var tile = 0; tile < LabelBlock.Width / LabelBlock.Lanes; tile++)
        {
            Vector512<double> inFirst = default, inSecond = default;
            for (var i = 0; i < has.Length; i++)
            {
                inFirst += has[i] ? block.First(tile, i) : default;
                inSecond += has[i] ? block.Second(tile, i) : default;
            }

            (inFirst / block.FirstCount).CopyTo(first[(tile * LabelBlock.Lanes)..]);
            (inSecond / block.SecondCount).CopyTo(second[(tile * LabelBlock.Lanes)..]);
            for (var i = 0; i < has.Length; i++)
            {
                var own = has[i] ? Vector512<double>.One : default;
                block.Choose(tile, i, (inFirst - own) / (block.FirstCount - 1), (inSecond - own) / (block.SecondCount - 1))
                    .CopyTo(without[block.Place(tile, i)..]);
            }
        }
    }

    /// <summary>Variance of the share with one sample of each kind added: (k + 1) (n - k + 1) / (n + 2)^2 / n at k = 0 and k = n.</summary>
    public double SmallestVariance(double value, int members) => (members + 1.0) / ((members + 2.0) * (members + 2.0) * members);

    private int Positives(ReadOnlySpan<int> members)
    {
        var positives = 0;
        foreach (var member in members)
        {
            if (has[member])
                positives++;
        }

        return positives;
    }
}
