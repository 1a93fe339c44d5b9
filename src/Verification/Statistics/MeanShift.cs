using DiversityBench.Metrics;

namespace DiversityBench.Verification.Statistics;

/// <summary>Mean over attributes of the Jensen-Shannon divergence between rungs, with a standard error for it or for the difference of two stages.</summary>
public static class MeanShift
{
    /// <summary>
    /// Standard error of the weighted sum of stages, by leaving groups of samples out of one rung at a time: attributes of a
    /// sample, and stages with a rung in common, then depend on each other as they do in the data.
    /// </summary>
    /// <param name="stages">Rungs before and after each stage, and its weight: 1 for a stage alone, 1 and -1 for a difference.</param>
    /// <returns>In bits; undefined with fewer than two samples a group, or where an attribute has no labels.</returns>
    public static Measured<double> StandardError(IReadOnlyList<(RungLabels Before, RungLabels After, double Weight)> stages)
    {
        var variance = 0.0;
        foreach (var rung in stages.SelectMany(s => new[] { s.Before, s.After }).Distinct(ReferenceEqualityComparer.Instance).Cast<RungLabels>())
        {
            var omitted = rung.Count / Jackknife.Groups;
            if (omitted < 2)
                return new Undefined($"{rung.Count} samples are too few to leave groups of them out");
            var figures = new double[Jackknife.Groups];
            for (var group = 0; group < figures.Length; group++)
            {
                var left = group;
                var sum = stages.Select(s => Of(s.Before, s.After, rung, i => i % Jackknife.Groups != left || i >= omitted * Jackknife.Groups).Select(d => s.Weight * d)).ToArray();
                if (sum.FirstOrDefault(s => !s.IsDefined, 0).Reason is { } reason)
                    return new Undefined(reason);
                figures[group] = sum.Sum(s => s.Value);
            }

            variance += Jackknife.Variance(figures, rung.Count, omitted);
        }

        return Math.Sqrt(variance);
    }

    private static Measured<double> Of(RungLabels before, RungLabels after, RungLabels reduced, Func<int, bool> isKept)
    {
        var sum = 0.0;
        for (var attribute = 0; attribute < before.Attributes.Count; attribute++)
        {
            var divergence = LabelShift.DivergenceInBits(Labels(before, attribute), Labels(after, attribute));
            if (!divergence.IsDefined)
                return divergence;
            sum += divergence.Value;
        }

        return sum / before.Attributes.Count;

        string[] Labels(RungLabels rung, int attribute) => rung.Of(attribute, ReferenceEquals(rung, reduced) ? isKept : _ => true);
    }
}
