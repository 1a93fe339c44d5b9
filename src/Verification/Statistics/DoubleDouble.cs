namespace DiversityBench.Verification.Statistics;

/// <summary>A number as the sum of two doubles, about 32 digits (Dekker 1971; Knuth's two-sum).</summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public double Value => High + Low;

    public static DoubleDouble Sum(ReadOnlySpan<double> values)
    {
        var sum = default(DoubleDouble);
        foreach (var value in values)
            sum = sum.Plus(new DoubleDouble(value, 0));
        return sum;
    }

    public DoubleDouble Plus(DoubleDouble other)
    {
        var sum = TwoSum(High, other.High);
        return TwoSum(sum.High, sum.Low + Low + other.Low);
    }

    /// <summary>A double minus this.</summary>
    public DoubleDouble Less(double from) => new DoubleDouble(from, 0).Plus(new DoubleDouble(-High, -Low));

    public DoubleDouble Squared()
    {
        var square = High * High;
        return TwoSum(square, Math.FusedMultiplyAdd(High, High, -square) + (2 * High * Low));
    }

    public DoubleDouble Times(double factor)
    {
        var product = High * factor;
        return TwoSum(product, Math.FusedMultiplyAdd(High, factor, -product) + (Low * factor));
    }

    public DoubleDouble Over(double divisor)
    {
        var quotient = Value / divisor;
        var rest = Math.FusedMultiplyAdd(-quotient, divisor, High) + Low;
        return TwoSum(quotient, rest / divisor);
    }

    private static DoubleDouble TwoSum(double a, double b)
    {
        var sum = a + b;
        var back = sum - a;
        return new DoubleDouble(sum, a - (sum - back) + (b - back));
    }
}
