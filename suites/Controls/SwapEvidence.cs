using System.Globalization;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Controls;

/// <summary>Control K2: with the arms exchanged, what was supported must be refuted. It draws nothing new.</summary>
internal static class SwapEvidence
{
    public static IReadOnlyList<ClaimEvidence> Gather(ExperimentSamples samples)
    {
        var claim = PaperClaims.Swap[0];
        var all = DecisionRule.Decide(samples.Core(samples.Arms));
        var supported = all.Where(r => r.Outcome == Outcome.Supported && !IsMutual(r)).ToArray();
        if (supported.Length == 0)
            return [ClaimEvidence.NotMeasurable(claim, samples.Pair, samples.Protocol, 0, 0, "no claim of E1 to E3 and A1 is supported, so none can turn")];

        // Intervals alone refute, so no relabelling is needed.
        var effort = samples.Options with { Permutations = 1, RawPermutations = 0 };
        var swapped = DecisionRule.Decide(samples.Core(samples.Arms.Swapped, effort)).ToDictionary(r => r.Claim.Id);
        var held = supported.Where(r => swapped[r.Claim.Id].Outcome != Outcome.Refuted).Select(r => r.Claim.Id).ToArray();
        var conclusion = held.Length == 0
            ? new Conclusion(Outcome.Supported, string.Create(CultureInfo.InvariantCulture, $"All {supported.Length} supported claims turn refuted: {string.Join(", ", supported.Select(r => r.Claim.Id))}."))
            : new Conclusion(Outcome.Refuted, $"Not refuted with the arms exchanged: {string.Join(", ", held)}; the claims or their tests have a defect.");
        return
        [
            ClaimEvidence.Concluded(claim, samples.Pair, samples.Protocol, supported.Sum(r => r.BaseSamples), supported.Sum(r => r.AlignedSamples), conclusion) with
            {
                Figures =
                [
                    new Figure("supported claims", supported.Length, "claims"),
                    new Figure("claims that turn refuted", supported.Length - held.Length, "claims"),
                    .. all.Where(IsMutual).Select(r => swapped[r.Claim.Id]).Select(r => new Figure(
                        $"{r.Claim.Id} with the arms exchanged: effect", r.Effect, "", r.Interval, r.Effect is null ? r.Reason : "both may block the other's tokens")),
                ],
            },
        ];
    }

    /// <summary>Whether both arms can have it of each other: each may block tokens of the other.</summary>
    private static bool IsMutual(ClaimResult result) => PaperClaims.Mechanisms.Any(c => c.Id == result.Claim.Id);
}
