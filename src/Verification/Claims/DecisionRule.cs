using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>The decision rule of docs/CLAIMS.md, section 2: Holm over each family, then the outcome table from the top.</summary>
public static class DecisionRule
{
    private const double Alpha = 0.05;
    private const double Power = 0.8;

    /// <summary>
    /// Judges all claims. A family is the primary, or the secondary, claims of one pair and protocol that could be tested; claims across prompts form one of their own.
    /// </summary>
    /// <returns>One result per evidence, in the same order.</returns>
    public static IReadOnlyList<ClaimResult> Decide(IReadOnlyList<ClaimEvidence> evidence) => JudgeFamilies(Settle(evidence));

    /// <summary>
    /// Chooses between whole texts and texts cut to a common length, since length alone moves such metrics: the cut decides where the two outcomes, each judged in its family,
    /// differ or the two intervals do not meet (docs/CLAIMS.md, section 3). The effect of the other stands beside it.
    /// </summary>
    /// <returns>One per evidence, in the same order, with nothing left to choose.</returns>
    public static IReadOnlyList<ClaimEvidence> Settle(IReadOnlyList<ClaimEvidence> evidence)
    {
        if (!evidence.Any(e => e.OnCut is not null))
            return evidence;
        var onWhole = JudgeFamilies(evidence);
        var onCut = JudgeFamilies([.. evidence.Select(e => e.OnCut ?? e)]);
        return [.. evidence.Select((e, i) => e.OnCut is null ? e : Chosen(e, e.OnCut, Agree(onWhole[i], onCut[i])))];
    }

    private static bool Agree(ClaimResult whole, ClaimResult cut) => whole.Outcome == cut.Outcome
        && !(whole.Interval?.Lower > cut.Interval?.Upper || whole.Interval?.Upper < cut.Interval?.Lower);

    private static ClaimEvidence Chosen(ClaimEvidence whole, ClaimEvidence cut, bool agree)
    {
        var (judged, other) = agree ? (whole, cut) : (cut, whole);
        var (judgedOn, otherOn) = agree ? ("whole texts", "texts cut to a common length") : ("texts cut to a common length, since whole texts disagree", "whole texts");
        return judged with
        {
            OnCut = null,
            Figures = [.. judged.Figures, other.ToFigure($"effect on {otherOn}", note: $"judged on {judgedOn}")],
            Curves = whole.Curves,
            Bars = whole.Bars,
            Maps = whole.Maps,
        };
    }

    private static ClaimResult[] JudgeFamilies(IReadOnlyList<ClaimEvidence> evidence)
    {
        var results = new ClaimResult[evidence.Count];
        foreach (var family in Enumerable.Range(0, evidence.Count).GroupBy(i => (evidence[i].Pair, evidence[i].Protocol, evidence[i].Claim.IsPrimary, evidence[i].Claim.Family)))
        {
            var tested = family.Where(i => evidence[i] is { PValue: not null, Conclusion: null }).ToArray();
            var adjusted = Holm.Adjust([.. tested.Select(i => evidence[i].PValue!.Value)]).Or([])!;
            foreach (var i in family)
            {
                var place = Array.IndexOf(tested, i);
                results[i] = Judge(evidence[i], place < 0 ? null : adjusted[place], tested.Length);
            }
        }

        return results;
    }

    private static ClaimResult Judge(ClaimEvidence evidence, double? adjustedPValue, int familySize)
    {
        var result = new ClaimResult
        {
            Claim = evidence.Claim,
            Pair = evidence.Pair,
            Protocol = evidence.Protocol,
            BaseSamples = evidence.BaseSamples,
            AlignedSamples = evidence.AlignedSamples,
            Outcome = Outcome.Inconclusive,
            Reason = $"The data cannot tell: {evidence.MissingReason ?? "no figure could be computed"}.",
            Effect = evidence.Effect,
            Interval = evidence.Interval,
            IntervalMethod = evidence.IntervalMethod,
            PValue = evidence.PValue,
            AdjustedPValue = adjustedPValue,
            AdjustedOver = adjustedPValue is null ? null : familySize,
            BaseValue = evidence.BaseValue,
            AlignedValue = evidence.AlignedValue,
            NewPromptsPValue = evidence.NewPromptsPValue,
            NewPromptsInterval = evidence.NewPromptsInterval,
            Figures = evidence.Figures,
            Curves = evidence.Curves,
            Bars = evidence.Bars,
            Maps = evidence.Maps,
        };
        if (evidence.Conclusion is { } conclusion)
            return result with { Outcome = conclusion.Outcome, Reason = conclusion.Reason };
        if (evidence.MissingReason is not null || adjustedPValue is null || evidence.Interval is null)
            return result;

        result = WithPower(result, evidence, familySize);
        var outcome = Outcomes(evidence.Interval, adjustedPValue.Value, evidence.Claim.SmallestEffect);
        return result with { Outcome = outcome, Reason = Verdict.Sentence(result, outcome) };
    }

    private static Outcome Outcomes(Interval interval, double adjustedPValue, double smallestEffect)
    {
        if (interval.Upper < smallestEffect)
            return Outcome.Refuted;
        return adjustedPValue < Alpha && interval.Lower > 0 ? Outcome.Supported : Outcome.Inconclusive;
    }

    /// <summary>
    /// Supported asks for both the interval (2.5 % on its side) and Holm, whose first step is the strictest: the power stated is a lower bound.
    /// </summary>
    private static ClaimResult WithPower(ClaimResult result, ClaimEvidence evidence, int familySize)
    {
        if (evidence is not { StandardError: { } error, DegreesOfFreedom: { } df, SamplesPerArm: { } samples })
            return result;
        var alpha = Math.Min(Alpha / 2, Alpha / familySize);
        return result with
        {
            DetectableEffect = TestPower.DetectableNoncentrality(df, alpha, Power) * error,
            SamplesNeeded = TestPower.SamplesNeeded(evidence.Claim.SmallestEffect, error, samples, df, alpha, Power),
        };
    }
}
