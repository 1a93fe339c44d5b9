using System.Buffers;
using System.Runtime.Intrinsics;

namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Effective number of labels (Hill 1973, Ecology 54:427) of order 0 (richness), 1 (exp Shannon, optionally with the
/// Miller-Madow correction (S - 1) / 2n of the entropy) or 2 (inverse Simpson). Defined from one member on; between 1 and the
/// number of members for the plain orders. Four equally frequent labels give 4 at every order without correction.
/// </summary>
public sealed class HillNumber : IBlockMetric, IFlooredVariance
{
    private readonly int[] ids;
    private readonly int distinct;
    private readonly double[] nLogN;
    private readonly int order;
    private readonly bool millerMadow;

    private HillNumber(int[] ids, int distinct, int order, bool millerMadow)
    {
        this.ids = ids;
        this.distinct = distinct;
        this.order = order;
        this.millerMadow = millerMadow;
        nLogN = new double[ids.Length + 1];
        for (var n = 2; n < nLogN.Length; n++)
            nLogN[n] = n * Math.Log(n);
    }

    /// <summary>A metric over one label per pooled sample, compared by equality.</summary>
    /// <param name="labels">The labels, none missing.</param>
    /// <param name="order">0, 1 or 2.</param>
    /// <param name="millerMadow">Whether the entropy of order 1 is corrected for its bias.</param>
    public static HillNumber Of<T>(IReadOnlyList<T> labels, int order = 1, bool millerMadow = true)
        where T : notnull
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, 2);
        var (ids, distinct) = Labels.Number(labels);
        return new HillNumber(ids, distinct, order, millerMadow && order == 1);
    }

    /// <summary>0, 1 or 2.</summary>
    public int Order => order;

    /// <summary>Whether the entropy of order 1 is corrected for its bias.</summary>
    public bool IsCorrected => millerMadow;

    /// <inheritdoc/>
    public int Count => ids.Length;

    /// <inheritdoc/>
    public int FewestMembers => 1;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) => Compute(members, []);

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        ValueAndLeaveOneOut(members, values) is not null;

    /// <inheritdoc/>
    public double? ValueAndLeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        members.Length <= FewestMembers ? null : Compute(members, values);

    /// <summary>
    /// Equal counts of S labels have equal leave-one-out values; to second order n times the fall of the entropy is half a
    /// chi-squared of S - 1 degrees, which gives (S - 1) / 2n^2 at order 1 and 2 (S - 1) / n^2 at order 2 for the logarithm. With a single label:
    /// what one other label among n would give.
    /// </summary>
    public double SmallestVariance(double value, int members)
    {
        var n = (double)members;
        var single = value <= 1 + 1e-12;
        return order switch
        {
            0 => 1,
            1 when single => Square((1 + Math.Log(n)) / n),
            1 => value * value * (value - 1) / (2 * n * n),
            _ when single => Square(2 / n),
            _ => value * value * 2 * (value - 1) / (n * n),
        };
    }

    /// <inheritdoc/>
    public void Evaluate(LabelBlock block, Span<double> first, Span<double> second, Span<double> without)
    {
        const int Lanes = LabelBlock.Lanes;
        var ofFirst = new double[distinct * Lanes];
        var ofSecond = new double[distinct * Lanes];
        var all = new double[distinct];
        for (var tile = 0; tile < LabelBlock.Width / Lanes; tile++)
        {
            Labels.Tally(ids, block, tile, ofFirst, all);
            for (var label = 0; label < distinct; label++)
                (Vector512.Create(all[label]) - Vector512.Create<double>(ofFirst.AsSpan(label * Lanes))).CopyTo(ofSecond.AsSpan(label * Lanes));
            Evaluate(ofFirst, block.FirstCount).CopyTo(first[(tile * Lanes)..]);
            Evaluate(ofSecond, block.SecondCount).CopyTo(second[(tile * Lanes)..]);
            for (var i = 0; i < ids.Length; i++)
            {
                block.Choose(tile, i, Vector512.Create<double>(ofFirst.AsSpan(ids[i] * Lanes)), Vector512.Create<double>(ofSecond.AsSpan(ids[i] * Lanes)))
                    .CopyTo(without[block.Place(tile, i)..]);
            }
        }
    }

    /// <summary>The numbers of a tile's sets with these counts, [label, lane], which become the numbers without one sample of each label.</summary>
    private Vector512<double> Evaluate(Span<double> counts, int n)
    {
        Vector512<double> moment = default, present = default;
        for (var at = 0; at < counts.Length; at += LabelBlock.Lanes)
        {
            moment += Terms(counts[at..]);
            present += Labels.Present(Vector512.Create<double>(counts[at..]));
        }

        for (var at = 0; at < counts.Length; at += LabelBlock.Lanes)
        {
            var count = Vector512.Create<double>(counts[at..]);
            var terms = Terms(counts[at..]);
            Vector512.Max(count - Vector512<double>.One, Vector512<double>.Zero).CopyTo(counts[at..]);
            FromMoment(moment - terms + Terms(counts[at..]), n - 1, present - Labels.Single(count)).CopyTo(counts[at..]);
        }

        return FromMoment(moment, n, present);
    }

    private Vector512<double> Terms(ReadOnlySpan<double> counts)
    {
        var vector = Vector512.Create(counts);
        if (order != 1)
            return order == 0 ? default : vector * vector;
        return Vector512.Create(
            nLogN[(int)counts[0]], nLogN[(int)counts[1]], nLogN[(int)counts[2]], nLogN[(int)counts[3]],
            nLogN[(int)counts[4]], nLogN[(int)counts[5]], nLogN[(int)counts[6]], nLogN[(int)counts[7]]);
    }

    private Vector512<double> FromMoment(Vector512<double> moment, int n, Vector512<double> present) => order switch
    {
        0 => present,
        1 => Vector512.Exp(Vector512.Create(Math.Log(n)) - (moment / n) + (millerMadow ? (present - Vector512<double>.One) / (2.0 * n) : default)),
        _ => Vector512.Create((double)n * n) / moment,
    };

    private static double Square(double x) => x * x;

    private double? Compute(ReadOnlySpan<int> members, Span<double> leaveOneOut)
    {
        if (members.Length < FewestMembers)
            return null;
        var counts = ArrayPool<int>.Shared.Rent(distinct);
        var present = Labels.Tally(ids, members, counts.AsSpan(0, distinct));
        var moment = 0.0;
        foreach (var count in counts.AsSpan(0, distinct))
            moment += Term(count);
        var value = FromMoment(moment, members.Length, present);
        if (!leaveOneOut.IsEmpty)
            FillLeaveOneOut(members, counts, moment, present, leaveOneOut);
        ArrayPool<int>.Shared.Return(counts);
        return value;
    }

    private void FillLeaveOneOut(ReadOnlySpan<int> members, int[] counts, double moment, int present, Span<double> values)
    {
        var perLabel = ArrayPool<double>.Shared.Rent(distinct);
        for (var label = 0; label < distinct; label++)
        {
            var count = counts[label];
            if (count > 0)
                perLabel[label] = FromMoment(moment - Term(count) + Term(count - 1), members.Length - 1, count == 1 ? present - 1 : present);
        }

        for (var i = 0; i < members.Length; i++)
            values[i] = perLabel[ids[members[i]]];
        ArrayPool<double>.Shared.Return(perLabel);
    }

    private double Term(int count) => order switch
    {
        0 => 0,
        1 => nLogN[count],
        _ => (double)count * count,
    };

    private double FromMoment(double moment, int n, int present) => order switch
    {
        0 => present,
        1 => Math.Exp(Math.Log(n) - moment / n + (millerMadow ? (present - 1) / (2.0 * n) : 0)),
        _ => (double)n * n / moment,
    };
}
