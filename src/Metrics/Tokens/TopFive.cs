namespace DiversityBench.Metrics.Tokens;

/// <summary>The five largest probabilities of a step, where no more of its distribution needs to be known (claims E3.1 and E3.3).</summary>
/// <param name="First">Largest probability, 0 … 1.</param>
/// <param name="Second">Second largest probability; 0, as the following, where there are fewer.</param>
/// <param name="Third">Third largest probability.</param>
/// <param name="Fourth">Fourth largest probability.</param>
/// <param name="Fifth">Fifth largest probability.</param>
public readonly record struct TopFive(double First, double Second, double Third, double Fourth, double Fifth)
{
    /// <summary>Those of a step whose whole distribution was there.</summary>
    /// <param name="step">One decoding step.</param>
    public static TopFive Of(in StepStatistics step) => new(step.Top1, step.Top2, step.Top3, step.Top4, step.Top5);

    /// <summary>Their entropy, renormalised to sum 1, in nats: 0 … ln 5 = 1.609. Undefined where they are not probabilities or sum to 0.</summary>
    public Measured<double> EntropyRenormalisedInNats()
    {
        if (Fault() is { } fault)
            return fault;
        var mass = First + Second + Third + Fourth + Fifth;
        return mass > 0
            ? Term(First / mass) + Term(Second / mass) + Term(Third / mass) + Term(Fourth / mass) + Term(Fifth / mass)
            : new Undefined("no token has positive probability");
    }

    /// <summary>-sum p ln p over them as they are, in nats. Undefined where they are not probabilities.</summary>
    public Measured<double> EntropyRawInNats() => Fault() is { } fault
        ? fault
        : Term(First) + Term(Second) + Term(Third) + Term(Fourth) + Term(Fifth);

    /// <summary>Sum of the two largest, 0 … 1. Undefined where they are not probabilities.</summary>
    public Measured<double> Top2Mass() => Fault() is { } fault ? fault : First + Second;

    private static double Term(double p) => p > 0 ? -p * Math.Log(p) : 0;

    // The comparison is false for NaN. Float probabilities may exceed 1 by an ulp.
    private Undefined? Fault() =>
        IsProbability(First) && IsProbability(Second) && IsProbability(Third) && IsProbability(Fourth) && IsProbability(Fifth)
            ? null
            : new Undefined("one of the five largest probabilities is outside 0..1");

    private static bool IsProbability(double p) => p >= 0 && p <= 1.000001f;
}
