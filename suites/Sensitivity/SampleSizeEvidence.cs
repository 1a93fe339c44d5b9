using System.Globalization;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Sensitivity;

/// <summary>Question S2: each of the paper's claims from the first samples of every prompt. It draws nothing new.</summary>
internal static class SampleSizeEvidence
{
    private static readonly double[] s_shares = [0.1, 0.2, 0.4, 0.7];

    public static ClaimEvidence Gather(ExperimentSamples samples, Claim claim)
    {
        var whole = DecisionRule.Decide(samples.Core(samples.Arms));
        if (whole.Count == 0)
            return ClaimEvidence.NotMeasurable(claim, samples.Pair, samples.Protocol, 0, 0, "no suite of the paper's claims is among the chosen ones");

        var byShare = s_shares.Select(share => (Share: share, Results: DecisionRule.Decide(samples.Core(samples.Arms with { SampleShare = share }, samples.Options))))
            .Append((Share: 1, Results: whole)).ToArray();
        var claims = whole.Select((_, i) => byShare.Select(s => (s.Share, Result: s.Results[i])).ToArray()).ToArray();
        var agreeing = s_shares.Select((share, s) => string.Create(
            CultureInfo.InvariantCulture, $"{byShare[s].Results.Zip(whole).Count(r => r.First.Outcome == r.Second.Outcome)} at {Percent(share)}"));
        var late = claims.Where(c => Settled(c) == 1).Select(c => c[0].Result.Claim.Id).ToArray();
        var last = late.Length == 0 ? "every verdict stays from 70 % on" : $"not before all samples: {string.Join(", ", late)}";
        return SensitivityEvidence.Answered(samples, claim, whole, $"Of {whole.Count} verdicts, as many are those of all samples: {string.Join(", ", agreeing)} of the samples; {last}.") with
        {
            Figures = [.. claims.Select(c => new Figure(
                $"{c[0].Result.Claim.Id}: share of the samples from which on the outcome stays", Settled(c), "share",
                Reason: string.Join(", ", c.Select(p => $"{Percent(p.Share)} {p.Result.Outcome.Word()}"))))],
            Curves = [.. claims.Select(c => new Curve(
                c[0].Result.Claim.Id, "valid samples per arm", "effect",
                [.. c.Select(p => new CurvePoint((p.Result.BaseSamples + p.Result.AlignedSamples) / 2.0, p.Result.Effect, p.Result.Interval))]))],
        };
    }

    private static double Settled((double Share, ClaimResult Result)[] byShare) => SettledOutcome.From([.. byShare.Select(p => (p.Share, p.Result.Outcome))]);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");
}
