using System.Globalization;
using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Suites.Ladder;

/// <summary>Question Q3: the paper's claims on every rung against the base and by every stage, and the share of each stage in the whole change.</summary>
internal static class StageEvidence
{
    private const int Permutations = 999;

    public static ClaimEvidence Gather(ExperimentSamples samples, Claim claim)
    {
        var (first, last) = (samples.Ladder[0], samples.Ladder[^1]);
        var lineage = Stage.Lineage(samples.Ladder);
        var againstBase = samples.Ladder.Skip(1).Select(rung => Pairing.Tested(samples, first, rung)).ToArray();
        if (againstBase[0].Results.Count == 0)
            return ClaimEvidence.NotMeasurable(claim, samples.Pair, samples.Protocol, 0, 0, "no suite of the paper's claims is among the chosen ones");

        var byStage = Stage.Of(samples.Ladder).Where(stage => stage.From != first).Select(stage => Pairing.Tested(samples, stage.From, stage.To)).ToArray();
        var pairings = againstBase.Concat(byStage).ToArray();
        Pairing Find(RungArm from, RungArm to) => Array.Find(pairings, p => p.From == from && p.To == to) ?? Pairing.Measured(samples, from, to);

        var whole = Find(first, last);
        var stages = lineage.Select(stage => Find(stage.From, stage.To)).ToArray();
        var (afterFirst, beforeLast) = (Find(lineage[0].To, last), Find(first, lineage[^1].From));
        var shares = whole.Evidence.ToDictionary(
            e => e.Claim.Id,
            e => lineage.Count < 2 ? [] : StageShares.Of([.. stages.Select(s => s.Of(e.Claim))], e, afterFirst.Of(e.Claim), beforeLast.Of(e.Claim)));
        var answer = new Conclusion(Outcome.Answered, Sentence(againstBase, lineage, shares));
        return ClaimEvidence.Concluded(claim, samples.Pair, samples.Protocol, whole.Results.Sum(r => r.BaseSamples), whole.Results.Sum(r => r.AlignedSamples), answer) with
        {
            Figures =
            [
                .. pairings.Select(p => new Figure($"{p.Name}: claims supported", p.Supported.Length, $"of {p.Results.Count} claims")),
                .. shares.SelectMany(s => s.Value.Select((share, i) => Figure.Of($"{s.Key}, {lineage[i].Name}: share of the whole change", "share", share))),
                .. pairings.SelectMany(p => p.Results.Select(r => new Figure($"{r.Claim.Id}, {p.Name}: effect", r.Effect, "", r.Interval, r.Effect is null ? r.Reason : r.Outcome.ToString()))),
            ],
            Curves = [.. whole.Results.Select(r => Curve(r.Claim, samples.Ladder, againstBase))],
        };
    }

    private static Curve Curve(Claim claim, IReadOnlyList<RungArm> ladder, IReadOnlyList<Pairing> againstBase) => new(
        $"{claim.Id} effect against {ladder[0].Rung}",
        $"rung ({string.Join(", ", ladder.Select((r, i) => string.Create(CultureInfo.InvariantCulture, $"{i} {r.Rung}")))})",
        claim.Metric,
        [.. againstBase.Select((p, i) => (p.Results.Single(r => r.Claim.Id == claim.Id), i)).Select(p => new CurvePoint(p.i + 1, p.Item1.Effect, p.Item1.Interval))]);

    private static string Sentence(IReadOnlyList<Pairing> againstBase, IReadOnlyList<Stage> lineage, Dictionary<string, IReadOnlyList<Measured<EffectSize>>> shares)
    {
        var rungs = string.Join("; ", againstBase.Select(p => $"{p.To.Rung} {p.Supported.Length} ({string.Join(", ", p.Supported.DefaultIfEmpty("none"))})"));
        var supported = $"Claims supported against {againstBase[0].From.Rung}: {rungs}.";
        if (lineage.Count < 2)
            return $"{supported} One stage lies between the two models.";
        var defined = shares.Where(s => againstBase[^1].Supported.Contains(s.Key) && s.Value.All(share => share.IsDefined)).ToArray();
        if (defined.Length == 0)
            return $"{supported} No supported claim has a share of each stage that is defined.";
        var brought = string.Join("; ", defined.Select(s => $"{s.Key}: {string.Join(", ", lineage.Select((stage, i) => string.Create(CultureInfo.InvariantCulture, $"{stage.To.Rung} {100 * s.Value[i].Value.Value:0} %")))}"));
        return $"{supported} Shares of the stages in the change of supported claims: {brought}.";
    }

    private sealed record Pairing(RungArm From, RungArm To, IReadOnlyList<ClaimEvidence> Evidence)
    {
        public IReadOnlyList<ClaimResult> Results { get; } = DecisionRule.Decide(Evidence);

        public string Name => $"{From.Rung} to {To.Rung}";

        public string[] Supported => [.. Results.Where(r => r.Outcome == Outcome.Supported).Select(r => r.Claim.Id)];

        public ClaimEvidence Of(Claim claim) => Evidence.Single(e => e.Claim.Id == claim.Id);

        /// <summary>With verdicts; those of the pair itself are the run's own, others rest on fewer relabellings.</summary>
        public static Pairing Tested(ExperimentSamples samples, RungArm from, RungArm to)
            => from.Arm == samples.Arms.Base && to.Arm == samples.Arms.Aligned
                ? new Pairing(from, to, DecisionRule.Settle(samples.Core(samples.Arms)))
                : Gather(samples, from, to, samples.Options with { Permutations = Permutations, RawPermutations = 0 });

        /// <summary>Effects and standard errors alone.</summary>
        public static Pairing Measured(ExperimentSamples samples, RungArm from, RungArm to)
            => Gather(samples, from, to, samples.Options with { Permutations = 1, RawPermutations = 0 });

        private static Pairing Gather(ExperimentSamples samples, RungArm from, RungArm to, ClaimTestOptions options)
            => new(from, to, DecisionRule.Settle(samples.Core(new ArmPair($"{from.Arm.Model.Id}..{to.Arm.Model.Id}", samples.Protocol, from.Arm, to.Arm), options)));
    }
}
