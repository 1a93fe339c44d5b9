using System.Buffers;

namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Distance of the quartiles of one number per sample (type 7, linear between order statistics). Defined from two members on.
/// Its leave-one-out values take only a few distinct sizes, and the jackknife variance made of them does not settle as n grows
/// (Efron 1979): take intervals from <see cref="InGroups"/>, and test the spread by <see cref="Spread"/>. {1, 2, 3, 4} gives 1.5.
/// </summary>
public sealed class InterquartileRange : IScalarSetMetric
{
    private readonly double[] scalars;

    /// <summary>A metric over <paramref name="scalars"/>, one finite number per pooled sample.</summary>
    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    public InterquartileRange(IReadOnlyList<double> scalars) => this.scalars = ScalarSamples.Checked(scalars);

    /// <summary>The same figure, of which tests leave out groups of samples: that says something about quartiles (Shao and Wu 1989).</summary>
    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    public static RecomputedMetric InGroups(IReadOnlyList<double> scalars) => new(scalars.Count, 2, new InterquartileRange(scalars).Value, "quartiles");

    /// <inheritdoc/>
    public ReadOnlySpan<double> Scalars => scalars;

    /// <inheritdoc/>
    public int Count => scalars.Length;

    /// <inheritdoc/>
    public int FewestMembers => 2;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members)
    {
        if (members.Length < FewestMembers)
            return null;
        var rented = ArrayPool<double>.Shared.Rent(members.Length);
        var sorted = rented.AsSpan(0, members.Length);
        for (var i = 0; i < members.Length; i++)
            sorted[i] = scalars[members[i]];
        sorted.Sort();
        var value = Range(sorted, members.Length);
        ArrayPool<double>.Shared.Return(rented);
        return value;
    }

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
    {
        if (members.Length <= FewestMembers)
            return false;
        var order = members.ToArray();
        var sorted = new double[order.Length];
        var place = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            (sorted[i], place[i]) = (scalars[order[i]], i);
        Array.Sort(sorted, place);
        for (var i = 0; i < sorted.Length; i++)
            values[place[i]] = Range(sorted, sorted.Length - 1, i);
        return true;
    }

    private static double Range(ReadOnlySpan<double> sorted, int n, int without = int.MaxValue) =>
        Quantile(sorted, n, without, 0.75) - Quantile(sorted, n, without, 0.25);

    private static double Quantile(ReadOnlySpan<double> sorted, int n, int without, double p)
    {
        var position = (n - 1) * p;
        var below = (int)position;
        var low = sorted[below < without ? below : below + 1];
        if (below == n - 1)
            return low;
        var high = sorted[below + 1 < without ? below + 1 : below + 2];
        return low + ((position - below) * (high - low));
    }
}
