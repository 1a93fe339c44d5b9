using System.Runtime.Intrinsics;

namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Mean of one number per sample (entropies, sentiment, shares as 0 and 1), in the unit of the numbers.
/// Defined from one member on. Mean of {1, 2, 6} is 3.
/// </summary>
public sealed class MeanOfScalars : IScalarSetMetric, IBlockMetric
{
    private readonly double[] scalars;

    /// <summary>A metric over <paramref name="scalars"/>, one finite number per pooled sample.</summary>
    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    public MeanOfScalars(IReadOnlyList<double> scalars) => this.scalars = ScalarSamples.Checked(scalars);

    /// <inheritdoc/>
    public ReadOnlySpan<double> Scalars => scalars;

    /// <inheritdoc/>
    public int Count => scalars.Length;

    /// <inheritdoc/>
    public int FewestMembers => 1;

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) =>
        members.Length < FewestMembers ? null : ScalarSamples.Moments(scalars, members).Mean;

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        ValueAndLeaveOneOut(members, values) is not null;

    /// <inheritdoc/>
    public double? ValueAndLeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
    {
        if (members.Length <= FewestMembers)
            return null;
        var mean = ScalarSamples.Moments(scalars, members).Mean;
        for (var i = 0; i < members.Length; i++)
            values[i] = mean - (scalars[members[i]] - mean) / (members.Length - 1);
        return mean;
    }

    /// <inheritdoc/>
    public void Evaluate(LabelBlock block, Span<double> first, Span<double> second, Span<double> without)
    {
        // Sums of distances from the middle keep the digits of numbers that are far from 0 and close together.
        var centre = ScalarSamples.Centre(scalars);
        var ofOthers = (First: Vector512.Create(1.0 / (block.FirstCount - 1)), Second: Vector512.Create(1.0 / (block.SecondCount - 1)));
        for (var tile = 0; tile < LabelBlock.Width / LabelBlock.Lanes; tile++)
        {
            Vector512<double> sumOfFirst = default, sumOfSecond = default;
            for (var i = 0; i < scalars.Length; i++)
            {
                var distance = Vector512.Create(scalars[i] - centre);
                sumOfFirst += block.First(tile, i) * distance;
                sumOfSecond += block.Second(tile, i) * distance;
            }

            var (meanOfFirst, meanOfSecond) = (Vector512.Create(centre) + (sumOfFirst / block.FirstCount), Vector512.Create(centre) + (sumOfSecond / block.SecondCount));
            meanOfFirst.CopyTo(first[(tile * LabelBlock.Lanes)..]);
            meanOfSecond.CopyTo(second[(tile * LabelBlock.Lanes)..]);
            for (var i = 0; i < scalars.Length; i++)
            {
                var mean = block.Choose(tile, i, meanOfFirst, meanOfSecond);
                var value = mean - ((Vector512.Create(scalars[i]) - mean) * block.Choose(tile, i, ofOthers.First, ofOthers.Second));
                value.CopyTo(without[block.Place(tile, i)..]);
            }
        }
    }
}
