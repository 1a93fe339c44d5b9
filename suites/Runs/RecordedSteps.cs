using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Metrics.Tokens;

namespace DiversityBench.Suites.Runs;

/// <summary>What the recorded log-probabilities of an answer say of its decoding steps.</summary>
internal static class RecordedSteps
{
    private const int Five = 5;

    // Fewer than five are all that there are if nothing is left for others; log-probabilities are rounded.
    private const double WholeMass = 0.999;

    /// <summary>Means of the five largest probabilities over the steps; null where one of these is not recorded, or there is no step.</summary>
    public static TopFiveSummary? TopFive(RecordedSample sample)
        => sample.LogProbabilities is { } steps && steps.All(IsKnown) && TopFiveSummary.Of([.. steps.Select(TopFive)]).TryGet(out var summary, out _) ? summary : null;

    /// <summary>Number of steps that added a token to the answer: an answer that ended by itself may have one more, whose token is empty.</summary>
    public static int CountOfTokens(RecordedSample sample)
    {
        var steps = sample.LogProbabilities ?? [];
        return sample.Finish == FinishReason.EndOfSequence && steps is [.., { Chosen.Token: "" }] ? steps.Count - 1 : steps.Count;
    }

    private static bool IsKnown(TruncatedDistribution step) => step.Top.Count >= Five || step.ListedMass > WholeMass;

    private static TopFive TopFive(TruncatedDistribution step)
    {
        double Probability(int rank) => rank < step.Top.Count ? Math.Exp(step.Top[rank].LogProbability) : 0;
        return new(Probability(0), Probability(1), Probability(2), Probability(3), Probability(4));
    }
}
