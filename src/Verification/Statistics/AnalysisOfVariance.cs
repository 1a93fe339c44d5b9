using DiversityBench.Metrics;

namespace DiversityBench.Verification.Statistics;

/// <summary>One-way analysis of variance, and Levene's and Brown and Forsythe's tests of equal spread, which are one on deviations.</summary>
public static class AnalysisOfVariance
{
    /// <summary>F test of equal means.</summary>
    public static Measured<FTestResult> OneWay(IReadOnlyList<double[]> groups)
    {
        if (Flaw(groups) is { } flaw)
            return new Undefined(flaw);
        if (groups.All(g => Sample.AllEqual(g)))
            return new Undefined(groups.Count == 2 ? "zero variance in both arms" : "zero variance in every group");
        var n = groups.Sum(g => g.Length);
        var grandMean = DoubleDouble.Sum([.. groups.SelectMany(g => g)]).Over(n);
        var between = default(DoubleDouble);
        var within = 0.0;
        foreach (var group in groups)
        {
            // Both means in two doubles: their difference is all that is left of numbers like 1e12 + 0.3.
            var mean = DoubleDouble.Sum(group).Over(group.Length);
            var distance = mean.Plus(new DoubleDouble(-grandMean.High, -grandMean.Low));
            between = between.Plus(distance.Squared().Times(group.Length));
            within += Sample.SumOfSquares(group);
        }

        var (numerator, denominator) = (groups.Count - 1, n - groups.Count);
        var f = between.Value / numerator / (within / denominator);
        return new FTestResult(f, numerator, denominator, Distributions.FSurvival(f, numerator, denominator));
    }

    /// <summary>Levene's test (1960): deviations from the group's mean.</summary>
    public static Measured<FTestResult> Levene(IReadOnlyList<double[]> groups) => OfDeviations(groups, g => Sample.MeanOf(g));

    /// <summary>Brown and Forsythe's test (1974): deviations from the group's median.</summary>
    public static Measured<FTestResult> BrownForsythe(IReadOnlyList<double[]> groups) => OfDeviations(groups, Median);

    private static Measured<FTestResult> OfDeviations(IReadOnlyList<double[]> groups, Func<double[], double> centre)
    {
        if (Flaw(groups) is { } flaw)
            return new Undefined(flaw);
        return OneWay([.. groups.Select(g =>
        {
            var middle = centre(g);
            return g.Select(v => Math.Abs(v - middle)).ToArray();
        })]);
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string? Flaw(IReadOnlyList<double[]> groups)
    {
        if (groups.Count == 2)
            return Sample.Flaw(groups[0], groups[1]);
        if (groups.Count < 2 || groups.Any(g => g.Length < 2))
            return groups.Count < 2 ? "fewer than two groups" : "fewer than two samples in a group";
        return groups.Select((g, i) => Sample.Flaw(g, $" of group {i}")).FirstOrDefault(f => f is not null);
    }
}
