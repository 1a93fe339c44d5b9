namespace DiversityBench.Metrics;

/// <summary>
/// What is kept of one decoding step's full next-token distribution. All figures are of the model's own
/// distribution at T = 1, before temperature, truncation or penalties.
/// </summary>
/// <param name="EntropyInNats">Full-vocabulary Shannon entropy, 0 … ln(vocabulary size).</param>
/// <param name="Top1">Largest probability, 0 … 1.</param>
/// <param name="Top2">Second largest probability; 0 when the vocabulary has one token.</param>
/// <param name="Top3">Third largest probability.</param>
/// <param name="Top4">Fourth largest probability.</param>
/// <param name="Top5">Fifth largest probability.</param>
/// <param name="NucleusSize">Smallest number of most probable tokens whose mass is at least 0.95.</param>
/// <param name="LogProbabilityInNats">Natural logarithm of the chosen token's probability, at most 0.</param>
public readonly record struct StepStatistics(
    float EntropyInNats,
    float Top1,
    float Top2,
    float Top3,
    float Top4,
    float Top5,
    int NucleusSize,
    float LogProbabilityInNats)
{
    /// <summary>The tokens that <see cref="Top1"/> … <see cref="Top5"/> belong to; empty where they were not kept.</summary>
    public TopTokens TopTokens { get; init; }
}
