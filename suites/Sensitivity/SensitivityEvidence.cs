using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Sensitivity;

/// <summary>Questions S1 and S2: the paper's claims judged again from other vectors, clusters and seeds, and from fewer samples.</summary>
internal static class SensitivityEvidence
{
    private const int Permutations = 999;

    public static IReadOnlyList<ClaimEvidence> Gather(ExperimentSamples samples)
    {
        var claims = PaperClaims.Sensitivity.ToDictionary(c => c.Id);
        var light = samples with { Options = samples.Options with { Permutations = Permutations, RawPermutations = 0 } };
        return [VariantEvidence.Gather(light, claims["S1"]), SampleSizeEvidence.Gather(light, claims["S2"])];
    }

    /// <summary>An answer about the samples that some results used.</summary>
    public static ClaimEvidence Answered(ExperimentSamples samples, Claim claim, IReadOnlyList<ClaimResult> judged, string answer) => ClaimEvidence.Concluded(
        claim, samples.Pair, samples.Protocol, judged.Sum(r => r.BaseSamples), judged.Sum(r => r.AlignedSamples), new Conclusion(Outcome.Answered, answer));

    public static string Word(this Outcome outcome) => outcome.ToString().ToLowerInvariant();
}
