using System.Globalization;

namespace DiversityBench.Metrics.Tokens;

/// <summary>Means of the five largest probabilities' figures over the generated positions of one sample (claims E3.1 and E3.3).</summary>
/// <param name="EntropyRenormalisedInNats">Mean entropy of the renormalised five largest probabilities.</param>
/// <param name="EntropyRawInNats">Mean of -sum p ln p over the five largest probabilities.</param>
/// <param name="Top1Mass">Mean largest probability.</param>
/// <param name="Top2Mass">Mean sum of the two largest probabilities.</param>
public sealed record TopFiveSummary(double EntropyRenormalisedInNats, double EntropyRawInNats, double Top1Mass, double Top2Mass)
{
    /// <summary>Averages a sample's steps. Undefined without a position, or where a step holds what are no probabilities.</summary>
    /// <param name="steps">[positions] of one sample.</param>
    public static Measured<TopFiveSummary> Of(IReadOnlyCollection<TopFive> steps)
    {
        if (steps.Count == 0)
            return new Undefined("no generated position");
        double renormalised = 0, raw = 0, top1 = 0, top2 = 0;
        foreach (var (position, step) in steps.Index())
        {
            if (!step.EntropyRenormalisedInNats().TryGet(out var entropy, out var fault))
                return new Undefined(string.Create(CultureInfo.InvariantCulture, $"position {position}: {fault.Reason}"));
            renormalised += entropy;
            raw += step.EntropyRawInNats().Value;
            top1 += step.First;
            top2 += step.Top2Mass().Value;
        }

        var n = (double)steps.Count;
        return new TopFiveSummary(renormalised / n, raw / n, top1 / n, top2 / n);
    }
}
