using DiversityBench.Metrics;

namespace DiversityBench.Verification.Statistics;

/// <summary>Mean and variance of numbers, and the reasons why two samples cannot be compared.</summary>
public static class Sample
{
    /// <summary>Mean, exactly rounded up to the last digits: sums are kept in two doubles (Dekker 1971).</summary>
    public static Measured<double> Mean(ReadOnlySpan<double> values) =>
        Flaw(values) is { } flaw ? new Undefined(flaw) : values.IsEmpty ? new Undefined("no samples") : MeanOf(values);

    /// <summary>Variance with denominator n - 1, in two passes around a mean of two doubles.</summary>
    public static Measured<double> Variance(ReadOnlySpan<double> values)
    {
        if (Flaw(values) is { } flaw)
            return new Undefined(flaw);
        return values.Length < 2 ? new Undefined(values.IsEmpty ? "no samples" : "one sample") : SumOfSquares(values) / (values.Length - 1);
    }

    /// <summary>Standard deviation with denominator n - 1.</summary>
    public static Measured<double> StandardDeviation(ReadOnlySpan<double> values) => Variance(values).Select(Math.Sqrt);

    internal static double MeanOf(ReadOnlySpan<double> values) => DoubleDouble.Sum(values).Over(values.Length).Value;

    internal static double SumOfSquares(ReadOnlySpan<double> values)
    {
        var mean = DoubleDouble.Sum(values).Over(values.Length);
        var squares = default(DoubleDouble);
        foreach (var value in values)
        {
            var deviation = mean.Less(value);
            squares = squares.Plus(deviation.Squared());
        }

        return squares.Value;
    }

    /// <summary>The first value that is not finite, as a reason; null if there is none.</summary>
    internal static string? Flaw(ReadOnlySpan<double> values, string of = "")
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                return FormattableString.Invariant($"value {i}{of} is {values[i]}");
        }

        return null;
    }

    /// <summary>Why two samples x and y cannot be compared at all; null if they can.</summary>
    internal static string? Flaw(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.IsEmpty || y.IsEmpty)
            return x.Length == y.Length ? "no samples" : $"no samples in {(x.IsEmpty ? "x" : "y")}";
        if ((Flaw(x, " of x") ?? Flaw(y, " of y")) is { } flaw)
            return flaw;
        if (x.Length < 2 || y.Length < 2)
            return x.Length == y.Length ? "one sample per arm" : $"one sample in {(x.Length < 2 ? "x" : "y")}";
        return AllEqual(x) && AllEqual(y) ? "zero variance in both arms" : null;
    }

    internal static bool AllEqual(ReadOnlySpan<double> values) => values.IndexOfAnyExcept(values[0]) < 0;
}
