using System.Globalization;

namespace DiversityBench.Metrics.Tokens;

/// <summary>Means over the generated positions of one sample: the unit of observation of experiment 3.</summary>
/// <param name="Positions">Number of generated positions, at least 1.</param>
/// <param name="EntropyInNats">Mean full-vocabulary entropy.</param>
/// <param name="Top5EntropyRenormalisedInNats">Mean entropy of the renormalised five largest probabilities.</param>
/// <param name="Top5EntropyRawInNats">Mean of -sum p ln p over the five largest probabilities.</param>
/// <param name="Top1Mass">Mean largest probability.</param>
/// <param name="Top2Mass">Mean sum of the two largest probabilities.</param>
/// <param name="NucleusSize">Mean nucleus size in tokens.</param>
/// <param name="BranchingFactor">Mean of exp(entropy).</param>
public sealed record StepSummary(
    int Positions,
    double EntropyInNats,
    double Top5EntropyRenormalisedInNats,
    double Top5EntropyRawInNats,
    double Top1Mass,
    double Top2Mass,
    double NucleusSize,
    double BranchingFactor)
{
    /// <summary>Averages a sample's steps. Undefined without a position, or where a step holds what is no probability or entropy.</summary>
    /// <param name="steps">[positions] of one sample.</param>
    public static Measured<StepSummary> Of(ReadOnlySpan<StepStatistics> steps)
    {
        if (steps.IsEmpty)
            return new Undefined("no generated position");
        double entropy = 0, nucleus = 0, branching = 0;
        var five = new TopFive[steps.Length];
        for (var position = 0; position < steps.Length; position++)
        {
            ref readonly var step = ref steps[position];
            if (!(step.EntropyInNats >= 0) || float.IsInfinity(step.EntropyInNats))
                return new Undefined(string.Create(CultureInfo.InvariantCulture, $"entropy at position {position} is {step.EntropyInNats}"));
            entropy += step.EntropyInNats;
            five[position] = TopFive.Of(step);
            nucleus += step.NucleusSize;
            branching += Math.Exp(step.EntropyInNats);
        }

        if (!TopFiveSummary.Of(five).TryGet(out var top, out var fault))
            return fault;
        var n = (double)steps.Length;
        return new StepSummary(steps.Length, entropy / n, top.EntropyRenormalisedInNats, top.EntropyRawInNats, top.Top1Mass, top.Top2Mass, nucleus / n, branching / n);
    }
}
