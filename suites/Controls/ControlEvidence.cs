using System.Globalization;
using DiversityBench.Fixtures.Models;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Tokens;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Suites.Controls;

/// <summary>Controls K1 and K3: the base against itself, and against a sharpened copy of itself. Both ask in raw text, whatever the protocol.</summary>
internal static class ControlEvidence
{
    private const int NullPairs = 4;
    private const double Alpha = 0.05;
    private const double Sharpening = 0.5;
    private const int ScoredSamples = 2;

    /// <summary>Single precision moves a token across a threshold now and then.</summary>
    private const double BlockedMassRounding = 1e-3;

    /// <summary>The primary claims on the diversity of categories, of meaning and of tokens: all that sharpening is bound to lower.</summary>
    private static readonly string[] s_bound = ["E1.1", "E1.3", "E2.1", "E2.2", "E3.1", "E3.3"];

    public static IReadOnlyList<ClaimEvidence> Gather(ExperimentSamples samples)
    {
        var claims = PaperClaims.Controls.ToDictionary(c => c.Id);
        return [Null(samples, claims["K1"]), Sharpened(samples, claims["K3"])];
    }

    /// <summary>The base beside its sharpened copy.</summary>
    public static IEnumerable<SampleSheet> FurtherSamples(ExperimentSamples samples)
        => SampleSheets.OfPapersPrompts(samples, samples.Arms.Base, SharpenedCopy(samples), FormattableString.Invariant($"K3, base beside its copy at T = {Sharpening}"));

    private static Arm SharpenedCopy(ExperimentSamples samples) => samples.Tools.At(Sharpening, samples.Arms.Base);

    private static ClaimEvidence Null(ExperimentSamples samples, Claim claim)
    {
        var ofBase = samples.Arms.Base;
        var results = Enumerable.Range(0, NullPairs).SelectMany(i =>
        {
            var (first, second) = (ofBase.Seed + (ulong)(2 * i) + 1, ofBase.Seed + (ulong)(2 * i) + 2);
            var name = string.Create(CultureInfo.InvariantCulture, $"{samples.Pair}, base of seeds {first} and {second}");
            return DecisionRule.Decide(samples.Core(new ArmPair(name, Protocol.Paper, ofBase with { Seed = first }, ofBase with { Seed = second }), samples.Options with { RawPermutations = 0 }));
        }).ToArray();
        var tested = results.Count(r => r.PValue is not null);
        var alarms = results.Where(r => r.Outcome == Outcome.Supported).ToArray();
        if (!Proportion.ClopperPearson(alarms.Length, tested).TryGet(out var interval, out var reason))
            return ClaimEvidence.NotMeasurable(claim, samples.Pair, samples.Protocol, 0, 0, reason.Reason);

        var share = (double)alarms.Length / tested;
        var found = string.Create(CultureInfo.InvariantCulture, $"{alarms.Length} of {tested} claims over {NullPairs} pairs of seeds are supported, 95 % interval {interval.Lower:0.###} to {interval.Upper:0.###}");
        return Concluded(samples, claim, results, interval.Lower <= Alpha
            ? new Conclusion(Outcome.Supported, $"No more false alarms than alpha = 0.05 allows: {found}.")
            : new Conclusion(Outcome.Refuted, $"More false alarms than alpha = 0.05 allows: {found}: {string.Join(", ", alarms.Select(r => r.Claim.Id))}.")) with
        { Figures = [new Figure("share of claims supported", share, "share", interval)] };
    }

    private static ClaimEvidence Sharpened(ExperimentSamples samples, Claim claim)
    {
        var ofBase = samples.Arms.Base;
        var name = string.Create(CultureInfo.InvariantCulture, $"{samples.Pair}, base sharpened to T = {Sharpening}");
        var arms = new ArmPair(name, Protocol.Paper, ofBase, SharpenedCopy(samples));
        var results = DecisionRule.Decide(samples.Core(arms, samples.Options with { RawPermutations = 0 }));
        var bound = results.Where(r => s_bound.Contains(r.Claim.Id)).ToArray();
        if (bound.Length == 0)
            return ClaimEvidence.NotMeasurable(claim, samples.Pair, samples.Protocol, 0, 0, $"none of {string.Join(", ", s_bound)} is among the chosen suites");

        // Both protocols ask for it, and what explains it needs the weights.
        var (measured, explained) = samples.Tools.Once.Of(
            $"blocked masses, {arms.Aligned.Model.Id}", [.. samples.Prompts.SelectMany(p => p.Base.Take(ScoredSamples).Select(s => s.Text))], () => BlockedMasses(samples, arms));
        var missed = bound.Where(r => r.Outcome != Outcome.Supported).Select(r => $"{r.Claim.Id} {r.Outcome.ToString().ToLowerInvariant()} ({r.Reason.TrimEnd('.')})").ToList();
        if (Math.Abs(measured - explained) > BlockedMassRounding)
            missed.Add(string.Create(CultureInfo.InvariantCulture, $"M1 measures a blocked mass of {measured:0.######} where sharpening explains {explained:0.######}"));
        return Concluded(samples, claim, results, missed.Count == 0
            ? new Conclusion(Outcome.Supported, $"All are supported: {string.Join(", ", bound.Select(r => r.Claim.Id))}; the blocked mass is what sharpening explains.")
            : new Conclusion(Outcome.Refuted, $"Not as it must be: {string.Join("; ", missed)}.")) with
        {
            Figures =
            [
                .. results.Select(r => new Figure($"effect on {r.Claim.Id}", r.Effect, "", r.Interval, r.Effect is null ? r.Reason : null)),
                new Figure("blocked mass as M1 measures it", measured, "share"),
                new Figure("blocked mass that sharpening explains", explained, "share"),
            ],
        };
    }

    /// <summary>Mean blocked mass over the positions of some base samples: as M1 measures it, and from the base's logits alone.</summary>
    private static (double Measured, double Explained) BlockedMasses(ExperimentSamples samples, ArmPair arms)
    {
        var texts = samples.Prompts.SelectMany(p => p.Base.Take(ScoredSamples).Select(s =>
        {
            var context = ArmSampler.Request(arms.Base, p.Prompt).PromptTokens;
            return new ScoredText(context, context, s.Generation.Tokens);
        })).Where(t => t.Tokens.Count > 0).ToArray();
        var explained = new List<double>();
        foreach (var text in texts)
        {
            arms.Base.Model.Engine.Score([.. text.BaseContext, .. text.Tokens.SkipLast(1)], (position, logits) =>
            {
                if (position >= text.BaseContext.Count - 1)
                    explained.Add(BlockedMass.BySharpening(logits, Sharpening).Value.Mass);
            });
        }

        var measured = samples.Tools.Blocked.Measure(arms.Base.Model, arms.Aligned.Model, texts, arms.Name);
        return (measured.SelectMany(t => t.Mass).Average(m => (double)m), explained.Average());
    }

    private static ClaimEvidence Concluded(ExperimentSamples samples, Claim claim, IReadOnlyList<ClaimResult> results, Conclusion conclusion)
        => ClaimEvidence.Concluded(claim, samples.Pair, samples.Protocol, results.Sum(r => r.BaseSamples), results.Sum(r => r.AlignedSamples), conclusion);
}
