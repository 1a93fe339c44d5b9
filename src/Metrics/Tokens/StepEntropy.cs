namespace DiversityBench.Metrics.Tokens;

/// <summary>Figures that follow from the five largest probabilities of a step (claims E3.1 and E3.3).</summary>
public static class StepEntropy
{
    /// <summary>
    /// Entropy of the five largest probabilities, renormalised to sum 1, in nats: 0 … ln 5 = 1.609. Undefined where they are not
    /// probabilities or sum to 0.
    /// </summary>
    /// <param name="step">One decoding step.</param>
    public static Measured<double> Top5EntropyRenormalisedInNats(this in StepStatistics step) => TopFive.Of(step).EntropyRenormalisedInNats();

    /// <summary>-sum p ln p over the five largest probabilities as they are, in nats. Undefined where they are not probabilities.</summary>
    /// <param name="step">One decoding step.</param>
    public static Measured<double> Top5EntropyRawInNats(this in StepStatistics step) => TopFive.Of(step).EntropyRawInNats();

    /// <summary>Sum of the two largest probabilities, 0 … 1.</summary>
    /// <param name="step">One decoding step.</param>
    public static Measured<double> Top2Mass(this in StepStatistics step) => TopFive.Of(step).Top2Mass();
}
