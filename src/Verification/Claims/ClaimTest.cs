using DiversityBench.Metrics;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>
/// Tests one claim: effect, standard error, interval and p-value over samples with the prompts fixed, and whether the effect carries
/// over to new prompts. See docs/CLAIMS.md, section 2.
/// </summary>
public static class ClaimTest
{
    /// <summary>Runs the test over the prompts in which both arms have enough valid samples; needs at least half of all prompts.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="pair">Name of the model pair.</param>
    /// <param name="protocol">How the prompts reached the models.</param>
    /// <param name="prompts">Valid samples by prompt, always in the same order.</param>
    /// <param name="options">Seed and effort.</param>
    /// <param name="relabellings">Relabellings drawn for other claims of the same arms, to be used again; null for new ones, which are the same.</param>
    public static ClaimEvidence Run(
        Claim claim, string pair, Protocol protocol, IReadOnlyList<PromptArms> prompts, ClaimTestOptions options, Relabellings? relabellings = null)
    {
        var selection = PromptSelection.Of(claim.EffectScale, prompts, options.FewestSamples);
        if (selection.Reason is { } reason)
        {
            return ClaimEvidence.NotMeasurable(
                claim, pair, protocol, prompts.Sum(p => p.Base.Length), prompts.Sum(p => p.Aligned.Length), reason) with
            { Figures = selection.Figures };
        }

        var used = selection.Usable;
        var effects = used.Select(p => p.Estimate.Effect).ToArray();
        var variance = used.Sum(p => p.Estimate.Variance);
        var error = Math.Sqrt(variance) / used.Count;
        var df = DegreesOfFreedom(used, variance);
        var (interval, method) = ClaimInterval.Of(claim.EffectScale, used, effects.Average(), error, df);
        var studentised = used.All(p => p.Statistic.IsCheap);
        var figures = selection.Figures.Concat(StandardisedEffect.Beside(claim.EffectScale, used));
        if (!studentised && options.RawPermutations > 0)
            figures = figures.Append(RawPermutation.PValue(claim.EffectScale, used, options));
        return new ClaimEvidence
        {
            Claim = claim,
            Pair = pair,
            Protocol = protocol,
            BaseSamples = used.Sum(p => p.Arms.Base.Length),
            AlignedSamples = used.Sum(p => p.Arms.Aligned.Length),
            Effect = effects.Average(),
            StandardError = error,
            DegreesOfFreedom = df,
            SamplesPerArm = SamplesPerArm(used, variance),
            Interval = interval,
            IntervalMethod = method,
            PValue = studentised
                ? StudentisedPermutation.PValue(used, options, relabellings ?? new Relabellings())
                : Math.Max(double.Epsilon, Distributions.StudentTCdf(-effects.Average() / error, df)),
            BaseValue = used.Average(p => p.Estimate.Base.Value),
            AlignedValue = used.Average(p => p.Estimate.Aligned.Value),
            NewPromptsPValue = NewPrompts.PValue(effects, options),
            NewPromptsInterval = NewPrompts.Interval(effects),
            Figures = [.. figures],
        };
    }

    /// <summary>Welch and Satterthwaite over all arms of all prompts.</summary>
    private static double DegreesOfFreedom(IReadOnlyList<UsablePrompt> used, double variance)
    {
        var squares = used.Sum(p => Share(p.Estimate.Base) + Share(p.Estimate.Aligned));
        return variance * variance / squares;

        static double Share(JackknifeEstimate arm) => arm.Variance * arm.Variance / arm.DegreesOfFreedom;
    }

    /// <summary>Samples that each arm would need for the same standard error if all had as many: arms weigh by their variance.</summary>
    private static double SamplesPerArm(IReadOnlyList<UsablePrompt> used, double variance) => used.Sum(p =>
        (p.Estimate.Base.Variance * p.Arms.Base.Length) + (p.Estimate.Aligned.Variance * p.Arms.Aligned.Length)) / variance;
}
