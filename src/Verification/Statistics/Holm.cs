using DiversityBench.Metrics;

namespace DiversityBench.Verification.Statistics;

/// <summary>Holm's step-down adjustment for several tests (Holm 1979, Scand. J. Statist. 6:65): family-wise error at any dependence.</summary>
public static class Holm
{
    /// <summary>Adjusted p-values in the order given, at most 1. {0.01, 0.04, 0.03} gives {0.03, 0.06, 0.06}.</summary>
    public static Measured<double[]> Adjust(IReadOnlyList<double> pValues)
    {
        if (pValues.Count == 0)
            return new Undefined("no claims");
        for (var i = 0; i < pValues.Count; i++)
        {
            if (!(pValues[i] >= 0 && pValues[i] <= 1))
                return new Undefined($"p-value {i} is {(double.IsNaN(pValues[i]) ? "NaN" : "outside 0..1")}");
        }

        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        var rank = 0;
        foreach (var i in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]))
        {
            largest = Math.Max(largest, Math.Min(1, (pValues.Count - rank) * pValues[i]));
            adjusted[i] = largest;
            rank++;
        }

        return adjusted;
    }
}
