using DiversityBench.Metrics.Sets;
using DiversityBench.Metrics.Tokens;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.TokenEntropy;

/// <summary>E3.1 and E3.3, which the five most probable tokens of every step decide.</summary>
/// <param name="samples">What is tested.</param>
/// <param name="summary">A sample's means; null where it has no step.</param>
internal sealed class TopFiveEvidence(ComparedSamples samples, Func<Sample, TopFiveSummary?> summary)
{
    private readonly PromptSamples[] _valid = [.. samples.Prompts.Select(p => p.Valid)];

    /// <summary>E3.1.</summary>
    public ClaimEvidence Entropy(Claim claim) => Test(claim, s => s.EntropyRenormalisedInNats, "top-5 token entropy, raw", s => s.EntropyRawInNats);

    /// <summary>E3.3.</summary>
    public ClaimEvidence Mass(Claim claim) => Test(claim, s => s.Top1Mass, "top-2 mass", s => s.Top2Mass);

    private ClaimEvidence Test(Claim claim, Func<TopFiveSummary, double> figure, string beside, Func<TopFiveSummary, double> other)
        => samples.Test(claim, Means(figure), [.. samples.ValidRates(), samples.Beside(claim, beside, claim.EffectScale, Means(other))]);

    private IEnumerable<PromptArms> Means(Func<TopFiveSummary, double> figure)
        => _valid.Select(p => p.WithNumbers(s => summary(s) is { } steps ? figure(steps) : null, numbers => new MeanOfScalars(numbers)));
}
