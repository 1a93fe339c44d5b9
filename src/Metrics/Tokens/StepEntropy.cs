namespace DiversityBench.Metrics.Tokens;

/// <summary>Figures that follow from the five largest probabilities of a step (claims E3.1 and E3.3).</summary>
public static class StepEntropy
{
    /// <summary>
    /// Entropy of the five largest probabilities, renormalised to sum 1, in nats: 0 … ln 5 = 1.609. Undefined where they are not
    /// probabilities or sum to 0.
    /// </summary>
    /// <param name="step">One decoding step.</param>
    public static Measured<double> Top5EntropyRenormalisedInNats(this in StepStatistics step)
    {
        if (Fault(step) is { } fault)
            return fault;
        var mass = (double)step.Top1 + step.Top2 + step.Top3 + step.Top4 + step.Top5;
        return mass > 0
            ? Term(step.Top1 / mass) + Term(step.Top2 / mass) + Term(step.Top3 / mass) + Term(step.Top4 / mass) + Term(step.Top5 / mass)
            : new Undefined("no token has positive probability");
    }

    /// <summary>-sum p ln p over the five largest probabilities as they are, in nats. Undefined where they are not probabilities.</summary>
    /// <param name="step">One decoding step.</param>
    public static Measured<double> Top5EntropyRawInNats(this in StepStatistics step) => Fault(step) is { } fault
        ? fault
        : Term(step.Top1) + Term(step.Top2) + Term(step.Top3) + Term(step.Top4) + Term(step.Top5);

    /// <summary>Sum of the two largest probabilities, 0 … 1.</summary>
    /// <param name="step">One decoding step.</param>
    public static Measured<double> Top2Mass(this in StepStatistics step) =>
        Fault(step) is { } fault ? fault : (double)step.Top1 + step.Top2;

    private static double Term(double p) => p > 0 ? -p * Math.Log(p) : 0;

    // The comparison is false for NaN. Float probabilities may exceed 1 by an ulp.
    private static Undefined? Fault(in StepStatistics step) =>
        IsProbability(step.Top1) && IsProbability(step.Top2) && IsProbability(step.Top3) && IsProbability(step.Top4) && IsProbability(step.Top5)
            ? null
            : new Undefined("one of the five largest probabilities is outside 0..1");

    private static bool IsProbability(float p) => p >= 0 && p <= 1.000001f;
}
