using DiversityBench.Suites.Personas;
using DiversityBench.Suites.Runs;
using DiversityBench.Suites.Semantics;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.NewPrompts;

/// <summary>Primary claims of experiments 1 and 2 on other prompts of their kinds, judged over prompts: the prompts' effects are the sample.</summary>
internal static class NewPromptEvidence
{
    public static IReadOnlyList<ClaimEvidence> Gather(ComparedSamples samples)
    {
        var evidence = PersonaEvidence.Gather(Of(samples, "persona")).Concat(SemanticEvidence.Gather(Of(samples, "biography"))).ToDictionary(e => e.Claim.Id);
        return [.. PaperClaims.NewPrompts.Select(claim => OverPrompts(claim, evidence[PaperClaims.OriginOf(claim)]))];
    }

    private static ComparedSamples Of(ComparedSamples samples, string kind) => samples with { Prompts = [.. samples.Prompts.Where(p => p.Prompt.Kind == kind)] };

    private static ClaimEvidence OverPrompts(Claim claim, ClaimEvidence evidence)
    {
        if (evidence is not { MissingReason: null, NewPromptsPValue: { } p, NewPromptsInterval: { } interval })
        {
            return ClaimEvidence.NotMeasurable(
                claim, evidence.Pair, evidence.Protocol, evidence.BaseSamples, evidence.AlignedSamples, evidence.MissingReason ?? "fewer than 12 prompts can be used, or all have the same effect")
                with
            { Figures = evidence.Figures };
        }

        return evidence with
        {
            Claim = claim,
            PValue = p,
            Interval = interval,
            IntervalMethod = "t over prompts",
            OnCut = evidence.OnCut is { } cut ? OverPrompts(claim, cut) : null,

            // It says what the verdict of the experiment's own prompts uses.
            Figures = [.. evidence.Figures.Where(figure => figure.Name != RawPermutation.Name)],

            // The error is that over samples, and power would be stated in samples of a prompt, where prompts are what there must be more of.
            StandardError = null,
            Bars = [],
            Curves = [],
            Maps = [],
        };
    }
}
