using System.Globalization;
using DiversityBench.Metrics;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Verification.Claims;

/// <summary>
/// What each stage of a lineage brings to a claim's effect from its first to its last model. Differences and log ratios add up along a
/// lineage, prompt by prompt, so that the shares sum to 1; a stage that goes against the rest has a negative one.
/// </summary>
public static class StageShares
{
    private const double Tolerance = 1e-9;

    /// <summary>The share of each stage, with Fieller's interval.</summary>
    /// <param name="stages">Evidence of each stage, in order.</param>
    /// <param name="whole">Evidence of the last model against the first.</param>
    /// <param name="afterFirst">Evidence of the last model against the second; with two stages, the second stage.</param>
    /// <param name="beforeLast">Evidence of the last model but one against the first; with two stages, the first stage.</param>
    /// <remarks>
    /// Models are sampled independently, so a stage covaries with the whole by the model that they share: the first stage by the first
    /// model, the last stage by the last, others not at all. Var(whole - stage) of <paramref name="afterFirst"/> and <paramref name="beforeLast"/> gives it.
    /// </remarks>
    public static IReadOnlyList<Measured<EffectSize>> Of(IReadOnlyList<ClaimEvidence> stages, ClaimEvidence whole, ClaimEvidence afterFirst, ClaimEvidence beforeLast)
    {
        if (Flaw(stages, whole) is { } flaw)
            return [.. stages.Select(_ => (Measured<EffectSize>)new Undefined(flaw))];
        return [.. stages.Select((stage, i) => Share(stage, whole, i == 0 ? afterFirst : i == stages.Count - 1 ? beforeLast : null))];
    }

    private static Measured<EffectSize> Share(ClaimEvidence stage, ClaimEvidence whole, ClaimEvidence? rest)
    {
        var (ofStage, ofWhole) = (Variance(stage), Variance(whole));
        var limit = Math.Sqrt(ofStage * ofWhole);
        var covariance = rest is null ? 0 : Math.Clamp((ofStage + ofWhole - Variance(rest)) / 2, -limit, limit);
        var quantile = Distributions.StudentTQuantile(0.975, Math.Min(stage.DegreesOfFreedom!.Value, whole.DegreesOfFreedom!.Value));
        return Fieller.Of(stage.Effect!.Value, whole.Effect!.Value, ofStage, ofWhole, covariance, quantile);
    }

    private static string? Flaw(IReadOnlyList<ClaimEvidence> stages, ClaimEvidence whole)
    {
        if (whole.Claim.EffectScale is EffectScale.CliffsDelta or EffectScale.None)
            return "effects on this scale do not add up along a lineage";
        foreach (var evidence in stages.Prepend(whole))
        {
            if (evidence is not { Effect: not null, StandardError: not null, DegreesOfFreedom: not null })
                return evidence.MissingReason ?? "the effect of a stage has no standard error";
        }

        var sum = stages.Sum(s => s.Effect!.Value);
        return Math.Abs(sum - whole.Effect!.Value) <= Tolerance * Math.Max(1, Math.Abs(sum))
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the stages add up to {sum:0.###} and not to the whole change of {whole.Effect:0.###}: what is compared depends on the pair");
    }

    private static double Variance(ClaimEvidence evidence) => evidence.StandardError is { } error ? error * error : 0;
}
