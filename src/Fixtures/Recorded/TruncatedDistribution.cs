namespace DiversityBench.Fixtures.Recorded;

/// <summary>
/// What a text generator tells of one decoding step: the token it chose and the most likely ones, not the whole vocabulary. Metrics of full
/// distributions do not take it: what is cut off is not known to be small.
/// </summary>
/// <param name="Chosen">The token that was drawn.</param>
/// <param name="Top">The most likely tokens, falling; empty where none were recorded.</param>
public sealed record TruncatedDistribution(TokenLogProbability Chosen, IReadOnlyList<TokenLogProbability> Top)
{
    /// <summary>Probability of all listed tokens together, 0 … 1; the rest of the vocabulary shares what is left.</summary>
    public double ListedMass => Top.Sum(token => Math.Exp(token.LogProbability));
}
