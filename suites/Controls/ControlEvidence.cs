using System.Globalization;
using DiversityBench.Metrics;
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

    /// <summary>The primary claims on the diversity of categories, of meaning and of tokens: all that sharpening is bound to lower.</summary>
    private static readonly string[] s_bound = ["E1.1", "E1.3", "E2.1", "E2.2", "E3.1", "E3.3"];

    public static IReadOnlyList<ClaimEvidence> Gather(ExperimentSamples samples)
    {
        var claims = PaperClaims.Controls.ToDictionary(c => c.Id);
        return [Null(samples, claims["K1"]), Sharpened(samples, claims["K3"])];
    }

    private static ClaimEvidence Null(ExperimentSamples samples, Claim claim)
    {
        var ofBase = samples.Arms.Base;
        var results = Enumerable.Range(0, NullPairs).SelectMany(i =>
        {
            var (first, second) = (ofBase.Seed + (ulong)(2 * i) + 1, ofBase.Seed + (ulong)(2 * i) + 2);
            var name = string.Create(CultureInfo.InvariantCulture, $"{samples.Pair}, base of seeds {first} and {second}");
            return DecisionRule.Decide(samples.Core(new ArmPair(name, Protocol.Paper, ofBase with { Seed = first }, ofBase with { Seed = second })));
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
        var arms = new ArmPair(name, Protocol.Paper, ofBase, ofBase with { Model = samples.Tools.Sharpened(ofBase.Model, Sharpening) });
        var results = DecisionRule.Decide(samples.Core(arms));
        var bound = results.Where(r => s_bound.Contains(r.Claim.Id)).ToArray();
        if (bound.Length == 0)
            return ClaimEvidence.NotMeasurable(claim, samples.Pair, samples.Protocol, 0, 0, $"none of {string.Join(", ", s_bound)} is among the chosen suites");

        var missed = bound.Where(r => r.Outcome != Outcome.Supported).Select(r => $"{r.Claim.Id} {r.Outcome.ToString().ToLowerInvariant()} ({r.Reason.TrimEnd('.')})").ToArray();
        return Concluded(samples, claim, results, missed.Length == 0
            ? new Conclusion(Outcome.Supported, $"All are supported: {string.Join(", ", bound.Select(r => r.Claim.Id))}.")
            : new Conclusion(Outcome.Refuted, $"Not supported: {string.Join("; ", missed)}.")) with
        { Figures = [.. results.Select(r => new Figure($"effect on {r.Claim.Id}", r.Effect, "", r.Interval, r.Effect is null ? r.Reason : null))] };
    }

    private static ClaimEvidence Concluded(ExperimentSamples samples, Claim claim, IReadOnlyList<ClaimResult> results, Conclusion conclusion) => new()
    {
        Claim = claim,
        Pair = samples.Pair,
        Protocol = samples.Protocol,
        BaseSamples = results.Sum(r => r.BaseSamples),
        AlignedSamples = results.Sum(r => r.AlignedSamples),
        Conclusion = conclusion,
    };
}
