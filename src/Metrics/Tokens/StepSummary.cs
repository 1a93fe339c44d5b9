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
        double entropy = 0, renormalised = 0, raw = 0, top1 = 0, top2 = 0, nucleus = 0, branching = 0;
        for (var position = 0; position < steps.Length; position++)
        {
            ref readonly var step = ref steps[position];
            if (!(step.EntropyInNats >= 0) || float.IsInfinity(step.EntropyInNats))
                return new Undefined(string.Create(CultureInfo.InvariantCulture, $"entropy at position {position} is {step.EntropyInNats}"));
            if (!step.Top5EntropyRenormalisedInNats().TryGet(out var five, out var fault))
                return new Undefined(string.Create(CultureInfo.InvariantCulture, $"position {position}: {fault.Reason}"));
            entropy += step.EntropyInNats;
            renormalised += five;
            raw += step.Top5EntropyRawInNats().Value;
            top1 += step.Top1;
            top2 += step.Top2Mass().Value;
            nucleus += step.NucleusSize;
            branching += Math.Exp(step.EntropyInNats);
        }

        var n = (double)steps.Length;
        return new StepSummary(steps.Length, entropy / n, renormalised / n, raw / n, top1 / n, top2 / n, nucleus / n, branching / n);
    }
}
