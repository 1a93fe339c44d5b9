using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Sample standard deviation or variance (denominator n - 1) of one number per sample. Defined from two members on;
/// 0 where all are equal. {1, 2, 6} has the variance 7.
/// </summary>
public sealed class Spread : IScalarSetMetric, IBlockMetric
{
    private readonly double[] scalars;
    private readonly bool root;

    private Spread(double[] scalars, bool root)
    {
        this.scalars = scalars;
        this.root = root;
    }

    /// <summary>The standard deviation, in the unit of the numbers.</summary>
    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    public static Spread StandardDeviation(IReadOnlyList<double> scalars) => new(ScalarSamples.Checked(scalars), true);

    /// <summary>The variance, in the squared unit of the numbers.</summary>
    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    public static Spread Variance(IReadOnlyList<double> scalars) => new(ScalarSamples.Checked(scalars), false);

    /// <inheritdoc/>
    public ReadOnlySpan<double> Scalars => scalars;

    /// <inheritdoc/>
    public int Count => scalars.Length;

    /// <inheritdoc/>
    public int FewestMembers => 2;

    /// <summary>
    /// The same metric after each set's mean is subtracted from it, which changes neither set's spread: relabelling then mixes shapes
    /// and not locations.
    /// </summary>
    public Spread Centred(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var centred = (double[])scalars.Clone();
        Subtract(first);
        Subtract(second);
        return new Spread(centred, root);

        void Subtract(ReadOnlySpan<int> members)
        {
            var mean = ScalarSamples.Moments(scalars, members).Mean;
            foreach (var member in members)
                centred[member] -= mean;
        }
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<int> members) =>
        members.Length < FewestMembers ? null : FromSquares(ScalarSamples.Moments(scalars, members).SumOfSquares, members.Length);

    /// <inheritdoc/>
    public bool LeaveOneOut(ReadOnlySpan<int> members, Span<double> values) =>
        ValueAndLeaveOneOut(members, values) is not null;

    /// <inheritdoc/>
    public double? ValueAndLeaveOneOut(ReadOnlySpan<int> members, Span<double> values)
    {
        var n = members.Length;
        if (n <= FewestMembers)
            return null;
        var (mean, squares) = ScalarSamples.Moments(scalars, members);
        for (var i = 0; i < n; i++)
        {
            var deviation = scalars[members[i]] - mean;
            var rest = squares - (deviation * deviation * n / (n - 1));

            // Where one sample makes up the whole spread the subtraction leaves only rounding: sum the others afresh.
            values[i] = FromSquares(rest > 1e-9 * squares ? rest : SquaresWithout(members, i), n - 1);
        }

        return FromSquares(squares, n);
    }

    /// <inheritdoc/>
    public void Evaluate(LabelBlock block, Span<double> first, Span<double> second, Span<double> without)
    {
        for (var tile = 0; tile < LabelBlock.Width / LabelBlock.Lanes; tile++)
        {
            var (ofFirst, ofSecond) = Moments(block, tile);
            FromSquares(ofFirst.Squares, block.FirstCount).CopyTo(first[(tile * LabelBlock.Lanes)..]);
            FromSquares(ofSecond.Squares, block.SecondCount).CopyTo(second[(tile * LabelBlock.Lanes)..]);
            double n = block.FirstCount, m = block.SecondCount;
            for (var i = 0; i < scalars.Length; i++)
            {
                var squares = block.Choose(tile, i, ofFirst.Squares, ofSecond.Squares);
                var deviation = Vector512.Create(scalars[i]) - block.Choose(tile, i, ofFirst.Member, ofSecond.Member) - block.Choose(tile, i, ofFirst.Mean, ofSecond.Mean);
                var rest = squares - (deviation * deviation * block.Choose(tile, i, Vector512.Create(n / (n - 1)), Vector512.Create(m / (m - 1))));
                var lost = ~Vector512.GreaterThan(rest, 1e-9 * squares) & Vector512.GreaterThan(block.First(tile, i) + block.Second(tile, i), Vector512<double>.Zero);
                if (lost != Vector512<double>.Zero)
                    rest = SumAfresh(block, tile, i, lost, rest);
                block.Choose(tile, i, FromSquares(rest, block.FirstCount - 1), FromSquares(rest, block.SecondCount - 1))
                    .CopyTo(without[block.Place(tile, i)..]);
            }
        }
    }

    /// <summary>A member of each set, the mean less that member, and the sum of squared deviations: equal numbers give exactly 0.</summary>
    private ((Vector512<double> Member, Vector512<double> Mean, Vector512<double> Squares) First, (Vector512<double> Member, Vector512<double> Mean, Vector512<double> Squares) Second) Moments(LabelBlock block, int tile)
    {
        Vector512<double> memberOfFirst = default, memberOfSecond = default, sumOfFirst = default, sumOfSecond = default, squaresOfFirst = default, squaresOfSecond = default;
        for (var i = 0; i < scalars.Length; i++)
        {
            var x = Vector512.Create(scalars[i]);
            memberOfFirst = Vector512.ConditionalSelect(Vector512.Equals(block.First(tile, i), Vector512<double>.Zero), memberOfFirst, x);
            memberOfSecond = Vector512.ConditionalSelect(Vector512.Equals(block.Second(tile, i), Vector512<double>.Zero), memberOfSecond, x);
        }

        for (var i = 0; i < scalars.Length; i++)
        {
            var x = Vector512.Create(scalars[i]);
            sumOfFirst += block.First(tile, i) * (x - memberOfFirst);
            sumOfSecond += block.Second(tile, i) * (x - memberOfSecond);
        }

        var (meanOfFirst, meanOfSecond) = (sumOfFirst / block.FirstCount, sumOfSecond / block.SecondCount);
        for (var i = 0; i < scalars.Length; i++)
        {
            var x = Vector512.Create(scalars[i]);
            var (fromFirst, fromSecond) = (x - memberOfFirst - meanOfFirst, x - memberOfSecond - meanOfSecond);
            squaresOfFirst += block.First(tile, i) * fromFirst * fromFirst;
            squaresOfSecond += block.Second(tile, i) * fromSecond * fromSecond;
        }

        return ((memberOfFirst, meanOfFirst, squaresOfFirst), (memberOfSecond, meanOfSecond, squaresOfSecond));
    }

    /// <summary>Sums of squares without a sample, in the lanes in which subtracting it would leave only rounding.</summary>
    private Vector512<double> SumAfresh(LabelBlock block, int tile, int sample, Vector512<double> lost, Vector512<double> rest)
    {
        for (var lane = 0; lane < LabelBlock.Lanes; lane++)
        {
            if (lost.AsInt64()[lane] == 0)
                continue;
            var bit = 1UL << ((tile * LabelBlock.Lanes) + lane);
            var set = (block.FirstBits[sample] & bit) != 0 ? block.FirstBits : block.SecondBits;
            var others = new List<int>();
            for (var i = 0; i < scalars.Length; i++)
            {
                if (i != sample && (set[i] & bit) != 0)
                    others.Add(i);
            }

            rest = rest.WithElement(lane, ScalarSamples.Moments(scalars, CollectionsMarshal.AsSpan(others)).SumOfSquares);
        }

        return rest;
    }

    private double SquaresWithout(ReadOnlySpan<int> members, int index)
    {
        var others = new int[members.Length - 1];
        members[..index].CopyTo(others);
        members[(index + 1)..].CopyTo(others.AsSpan(index));
        return ScalarSamples.Moments(scalars, others).SumOfSquares;
    }

    private Vector512<double> FromSquares(Vector512<double> squares, int n) => root ? Vector512.Sqrt(squares / (n - 1)) : squares / (n - 1);

    private double FromSquares(double squares, int n) => root ? Math.Sqrt(squares / (n - 1)) : squares / (n - 1);
}
