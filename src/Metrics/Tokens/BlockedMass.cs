using System.Globalization;

namespace DiversityBench.Metrics.Tokens;

/// <summary>
/// What alignment took away at one context (claim M1): the tokens inside the base model's nucleus to which the aligned
/// model gives less than a threshold.
/// </summary>
/// <param name="Mass">Base probability of the blocked tokens, 0 … 1.</param>
/// <param name="Tokens">The blocked tokens, by falling base probability.</param>
/// <param name="NucleusSize">Size of the base nucleus in tokens.</param>
public sealed record BlockedMass(double Mass, IReadOnlyList<TokenId> Tokens, int NucleusSize)
{
    /// <summary>
    /// Compares two distributions at the same context. Undefined for an empty vocabulary, sizes that differ, NaN, negative or infinite
    /// probabilities, and distributions without mass.
    /// </summary>
    /// <param name="baseProbabilities">[vocabulary] of the base model; normalised if they do not sum to 1.</param>
    /// <param name="alignedProbabilities">[vocabulary] of the aligned model; likewise.</param>
    /// <param name="threshold">A token is blocked strictly below this probability.</param>
    /// <param name="nucleusMass">Mass of the base nucleus.</param>
    public static Measured<BlockedMass> Of(
        ReadOnlySpan<double> baseProbabilities, ReadOnlySpan<double> alignedProbabilities, double threshold = 1e-4, double nucleusMass = 0.95)
    {
        if (baseProbabilities.Length != alignedProbabilities.Length)
            return new Undefined(string.Create(CultureInfo.InvariantCulture, $"vocabulary sizes differ: {baseProbabilities.Length} and {alignedProbabilities.Length}"));
        if (baseProbabilities.IsEmpty)
            return new Undefined("empty vocabulary");
        var fault = Weights.FirstFault(baseProbabilities, "base probability", "base distribution")
            ?? Weights.FirstFault(alignedProbabilities, "aligned probability", "aligned distribution");
        if (fault is { } undefined)
            return undefined;

        var p = Weights.Normalised(baseProbabilities);
        var q = Weights.Normalised(alignedProbabilities);
        var distribution = TokenDistribution.FromLogits((ReadOnlySpan<double>)Array.ConvertAll(p, Math.Log)).Value;
        var nucleus = distribution.Top(distribution.NucleusSize(nucleusMass));
        var blocked = nucleus.Where(token => q[token.Value] < threshold).ToArray();
        return new BlockedMass(blocked.Sum(token => p[token.Value]), blocked, nucleus.Count);
    }

    /// <summary>
    /// What sharpening alone blocks: the other distribution is the base's own, raised to the power 1/T and normalised. Of probabilities 0.9, 0.099 and 0.001 and a nucleus of mass 0.99 at T = 0.25, the
    /// second has 0.099^4 / (0.9^4 + 0.099^4 + …) = 0.000146 and is not blocked; at T = 0.2 it has 0.0000161 and is.
    /// </summary>
    /// <param name="logits">[vocabulary] of the base model, finite.</param>
    /// <param name="temperature">T, positive.</param>
    /// <param name="threshold">A token is blocked strictly below this probability.</param>
    /// <param name="nucleusMass">Mass of the base nucleus.</param>
    public static Measured<BlockedMass> BySharpening(ReadOnlySpan<float> logits, double temperature, double threshold = 1e-4, double nucleusMass = 0.95)
    {
        var row = Array.ConvertAll(logits.ToArray(), logit => (double)logit);
        var largest = row.Length == 0 ? 0 : row.Max();
        double[] Weights(double power) => Array.ConvertAll(row, logit => Math.Exp((logit - largest) / power));
        return row.Length == 0 ? new Undefined("empty vocabulary") : Of(Weights(1), Weights(temperature), threshold, nucleusMass);
    }

    /// <summary>Mean blocked mass over scored positions; undefined without one.</summary>
    /// <param name="positions">Blocked mass at each position.</param>
    public static Measured<double> MeanOf(IReadOnlyCollection<BlockedMass> positions) =>
        positions.Count > 0 ? positions.Average(position => position.Mass) : new Undefined("no scored position");
}
