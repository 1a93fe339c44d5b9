using System.Globalization;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Sensitivity;

/// <summary>Question S1: E2.1 to E2.5 from other encoders, k and seeds, each judged in the family that it belongs to.</summary>
internal static class VariantEvidence
{
    public static ClaimEvidence Gather(ExperimentSamples samples, Claim claim)
    {
        var core = samples.Core(samples.Arms);
        if (!core.Any(e => e.Claim.Id == "E2.1"))
            return ClaimEvidence.NotMeasurable(claim, samples.Pair, samples.Protocol, 0, 0, "the suite Semantics, whose verdicts are compared, is not among the chosen ones");

        var own = DecisionRule.Decide(core).ToDictionary(r => r.Claim.Id);
        var variants = Variant.Of(samples);
        var tested = EvidenceBuilder.SideBySide([.. variants.SelectMany(v => v.Claims.Select(id => (Func<ClaimEvidence>)(() => v.Texts.Test(id, []))))]);
        var judged = new List<(Variant Variant, ClaimResult Result)>();
        foreach (var variant in variants)
        {
            var others = tested.Skip(judged.Count).Take(variant.Claims.Count).ToDictionary(e => e.Claim.Id);

            // The standard error serves the sample sizes alone, which nobody reads here.
            var results = DecisionRule.Decide([.. core.Select(e => others.GetValueOrDefault(e.Claim.Id, e) with { StandardError = null })]).ToDictionary(r => r.Claim.Id);
            judged.AddRange(variant.Claims.Select(id => (variant, results[id])));
        }

        Outcome Expected(Variant variant, string id)
            => variant.ComparedWith is { } name ? judged.Single(j => j.Variant.Name == name && j.Result.Claim.Id == id).Result.Outcome : own[id].Outcome;

        var moved = judged.Where(j => j.Result.Outcome != Expected(j.Variant, j.Result.Claim.Id)).ToArray();
        var changes = moved.GroupBy(j => (j.Result.Claim.Id, Expected: Expected(j.Variant, j.Result.Claim.Id))).OrderBy(g => g.Key.Id, StringComparer.Ordinal)
            .Select(g => $"{g.Key.Id} ({g.Key.Expected.Word()}) becomes {string.Join(" and ", g.Select(j => $"{j.Result.Outcome.Word()} with {j.Variant.Name}"))}");
        var count = string.Create(CultureInfo.InvariantCulture, $"{judged.Count - moved.Length} of {judged.Count} verdicts stay");
        return SensitivityEvidence.Answered(
            samples, claim, [.. judged.Select(j => j.Result)], moved.Length == 0 ? $"No verdict depends on them: {count}." : $"{count}: {string.Join("; ", changes)}.") with
        {
            Figures = [.. judged.Select(j => Of(j.Variant, j.Result, Expected(j.Variant, j.Result.Claim.Id)))],
            Curves = [.. Variant.Clustered.Select(id => ByK(id, judged, own[id]))],
        };
    }

    private static Figure Of(Variant variant, ClaimResult result, Outcome expected)
    {
        var outcome = result.Outcome == expected ? $"{result.Outcome.Word()}, as in" : $"{result.Outcome.Word()}; {expected.Word()} in";
        return new Figure(
            $"{result.Claim.Id}, {variant.Name}: effect", result.Effect, "", result.Interval,
            result.Effect is null ? result.Reason : $"{outcome} {variant.ComparedWith ?? "experiment 2"}");
    }

    private static Curve ByK(string id, IReadOnlyList<(Variant Variant, ClaimResult Result)> judged, ClaimResult own)
    {
        var points = Variant.LargestK.Select(k => (K: k, judged.Single(j => j.Result.Claim.Id == id && j.Variant.Name == Variant.UpTo(k)).Result))
            .Append((K: new KMeansOptions().MostClusters, Result: own)).OrderBy(p => p.K);
        return new Curve(id, "largest k", "effect", [.. points.Select(p => new CurvePoint(p.K, p.Result.Effect, p.Result.Interval))]);
    }
}
