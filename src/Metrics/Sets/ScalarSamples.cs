using System.Numerics.Tensors;

namespace DiversityBench.Metrics.Sets;

/// <summary>What the metrics of scalars share: a checked copy of the pooled numbers, and sums that do not lose digits.</summary>
internal static class ScalarSamples
{
    public static double[] Checked(IReadOnlyList<double> scalars)
    {
        var copy = new double[scalars.Count];
        for (var i = 0; i < copy.Length; i++)
        {
            if (!double.IsFinite(scalars[i]))
            {
                throw new ArgumentException(
                    $"""
                    Expected scalar {i} to be finite because a set metric has no place for missing numbers, but found {scalars[i]}.
                    Next step: leave samples without a value out of the pool and report their share.
                    """,
                    nameof(scalars));
            }

            copy[i] = scalars[i];
        }

        return copy;
    }

    /// <summary>Mean of all pooled numbers; 0 without any.</summary>
    public static double Centre(ReadOnlySpan<double> scalars) => scalars.IsEmpty ? 0 : TensorPrimitives.Average(scalars);

    /// <summary>Mean and sum of squared deviations in two passes; the second corrects the mean's rounding. Equal numbers give exactly 0.</summary>
    public static (double Mean, double SumOfSquares) Moments(ReadOnlySpan<double> scalars, ReadOnlySpan<int> members)
    {
        var first = scalars[members[0]];
        var sum = 0.0;
        var equal = true;
        foreach (var member in members)
        {
            sum += scalars[member];
            equal &= scalars[member] == first;
        }

        if (equal)
            return (first, 0);
        var mean = sum / members.Length;

        double squares = 0, rest = 0;
        foreach (var member in members)
        {
            var deviation = scalars[member] - mean;
            squares += deviation * deviation;
            rest += deviation;
        }

        return (mean + rest / members.Length, Math.Max(0, squares - rest * rest / members.Length));
    }
}
