using DiversityBench.Metrics;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>
/// Tests one claim: effect, standard error, interval and p-value over samples with the prompts fixed, and whether the effect carries
/// over to new prompts. See docs/CLAIMS.md, section 2.
/// </summary>
public static class ClaimTest
{
    private const double Confidence = 0.95;

    /// <summary>Runs the test over the prompts in which both arms have enough valid samples; needs at least half of all prompts.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="pair">Name of the model pair.</param>
    /// <param name="protocol">How the prompts reached the models.</param>
    /// <param name="prompts">Valid samples by prompt, always in the same order.</param>
    /// <param name="options">Seed and effort.</param>
    public static ClaimEvidence Run(Claim claim, string pair, Protocol protocol, IReadOnlyList<PromptArms> prompts, ClaimTestOptions options)
    {
        var selection = PromptSelection.Of(claim.EffectScale, prompts, options.FewestSamples);
        if (selection.Reason is { } reason)
            return NotMeasurable(reason);

        ClaimEvidence NotMeasurable(string why)
        {
            var (ofBase, ofAligned) = (prompts.Sum(p => p.Base.Length), prompts.Sum(p => p.Aligned.Length));
            return ClaimEvidence.NotMeasurable(claim, pair, protocol, ofBase, ofAligned, why) with { Figures = selection.Figures };
        }

        var used = selection.Usable;
        var effect = used.Average(p => p.Estimate.Effect);
        var sumOfVariances = used.Sum(p => p.Estimate.Variance);
        if (sumOfVariances == 0)
            return NotMeasurable("zero variance in both arms");

        var error = Math.Sqrt(sumOfVariances) / used.Count;
        var df = DegreesOfFreedom(used);
        var half = Distributions.StudentTQuantile(0.5 + (Confidence / 2), df) * error;
        var observed = StudentisedPermutation.Studentise(used.Sum(p => p.Estimate.Effect), sumOfVariances);
        return new ClaimEvidence
        {
            Claim = claim,
            Pair = pair,
            Protocol = protocol,
            BaseSamples = used.Sum(p => p.Arms.Base.Length),
            AlignedSamples = used.Sum(p => p.Arms.Aligned.Length),
            Effect = effect,
            StandardError = error,
            DegreesOfFreedom = df,
            SamplesPerArm = used.Sum(p => (p.Estimate.BaseVariance * p.Arms.Base.Length) + (p.Estimate.AlignedVariance * p.Arms.Aligned.Length)) / sumOfVariances,
            Interval = new Interval(effect - half, effect + half),
            IntervalMethod = "delete-one jackknife",
            PValue = StudentisedPermutation.PValue([.. used.Select(p => (p.Statistic, p.Arms))], observed, options.Permutations, options.Seed, options.Threads),
            BaseValue = used.Average(p => p.Estimate.BaseValue),
            AlignedValue = used.Average(p => p.Estimate.AlignedValue),
            Figures = selection.Figures,
        };
    }

    /// <summary>Welch and Satterthwaite over all arms of all prompts.</summary>
    private static double DegreesOfFreedom(IReadOnlyList<UsablePrompt> used)
    {
        double sum = 0, squares = 0;
        foreach (var (arms, _, estimate) in used)
        {
            sum += estimate.Variance;
            squares += (estimate.BaseVariance * estimate.BaseVariance / (arms.Base.Length - 1))
                + (estimate.AlignedVariance * estimate.AlignedVariance / (arms.Aligned.Length - 1));
        }

        return sum * sum / squares;
    }
}
