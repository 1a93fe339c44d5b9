namespace DiversityBench.Metrics.Sets;

/// <summary>
/// Sample standard deviation or variance (denominator n - 1) of one number per sample. Defined from two members on;
/// 0 where all are equal. {1, 2, 6} has the variance 7.
/// </summary>
public sealed class Spread : IScalarSetMetric
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

    /// <inheritdoc/>
    public bool LeaveOneOutIsCheap => true;

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

    private double SquaresWithout(ReadOnlySpan<int> members, int index)
    {
        var others = new int[members.Length - 1];
        members[..index].CopyTo(others);
        members[(index + 1)..].CopyTo(others.AsSpan(index));
        return ScalarSamples.Moments(scalars, others).SumOfSquares;
    }

    private double FromSquares(double squares, int n) => root ? Math.Sqrt(squares / (n - 1)) : squares / (n - 1);
}
