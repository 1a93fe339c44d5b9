using DiversityBench.Metrics;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>
/// Tests a claim that a mean lies above a threshold: one number per sample, the mean over the samples of a prompt, then over prompts. The
/// effect is the mean minus the threshold, prompts fixed; t statistic over samples (there is no second arm to permute with).
/// </summary>
public static class OneArmTest
{
    /// <summary>Runs the test over the prompts that have enough samples; needs at least half of all prompts.</summary>
    /// <param name="claim">The claim; its smallest effect is on top of the threshold.</param>
    /// <param name="pair">Name of the model pair.</param>
    /// <param name="protocol">How the prompts reached the models.</param>
    /// <param name="prompts">One finite number a sample, by prompt.</param>
    /// <param name="threshold">What the mean is held against.</param>
    /// <param name="options">Seed and effort.</param>
    public static ClaimEvidence Run(
        Claim claim, string pair, Protocol protocol, IReadOnlyList<IReadOnlyList<double>> prompts, double threshold, ClaimTestOptions options)
    {
        var used = prompts.Where(p => p.Count >= options.FewestSamples).ToArray();
        var samples = prompts.Sum(p => p.Count);
        if (used.Length == 0 || 2 * used.Length < prompts.Count)
        {
            return ClaimEvidence.NotMeasurable(
                claim, pair, protocol, samples, 0, FormattableString.Invariant($"only {used.Length} of {prompts.Count} prompts have {options.FewestSamples} samples or more"));
        }

        var mean = StratifiedMean.Of(used).Value;
        if (mean.Variance <= 0)
            return ClaimEvidence.NotMeasurable(claim, pair, protocol, samples, 0, "zero variance");
        var (effect, error) = (mean.Value - threshold, Math.Sqrt(mean.Variance));
        double[] effects = [.. used.Select(p => p.Average() - threshold)];
        return new ClaimEvidence
        {
            Claim = claim,
            Pair = pair,
            Protocol = protocol,
            BaseSamples = used.Sum(p => p.Count),
            AlignedSamples = 0,
            Effect = effect,
            StandardError = error,
            DegreesOfFreedom = mean.DegreesOfFreedom,
            SamplesPerArm = used.Average(p => (double)p.Count),
            Interval = new Interval(mean.Interval.Lower - threshold, mean.Interval.Upper - threshold),
            IntervalMethod = "t over samples",
            PValue = Math.Max(double.Epsilon, Distributions.StudentTCdf(-effect / error, mean.DegreesOfFreedom)),
            BaseValue = threshold,
            AlignedValue = mean.Value,
            NewPromptsPValue = NewPrompts.PValue(effects, options),
            NewPromptsInterval = NewPrompts.Interval(effects),
        };
    }
}
