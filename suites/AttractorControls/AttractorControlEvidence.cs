using DiversityBench.Fixtures.Generations;
using DiversityBench.Suites.Attractors;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.AttractorControls;

/// <summary>Claims A2 and A3 and question Q2, on the samples and pushes of claim A1 and on other temperatures.</summary>
internal static class AttractorControlEvidence
{
    private const double LowTemperature = 0.3;

    public static IReadOnlyList<ClaimEvidence> Gather(ExperimentSamples samples)
    {
        var claims = PaperClaims.AttractorControls.ToDictionary(c => c.Id);
        var pair = PushedPair.Of(samples);
        return
        [
            ConvergenceEvidence.Of(samples, pair, claims["A2"]),
            AtLowTemperature(samples, pair, claims["A3"]),
            EntropyEvidence.Of(samples, pair, claims["Q2"]),
        ];
    }

    /// <summary>Of A3: the base at a low temperature, pushed.</summary>
    public static IEnumerable<SampleSheet> FurtherSamples(ExperimentSamples samples)
    {
        var cold = samples.Arms.Base.AtTemperature(LowTemperature);
        return PushedSheets.Of(samples, cold, Draw(samples, cold), FormattableString.Invariant($", base at T = {LowTemperature}"));
    }

    /// <summary>Draws other samples of the same prompts.</summary>
    public static IReadOnlyList<Sample>[] Draw(ExperimentSamples samples, Arm arm)
        => samples.Tools.Sampler.Draw(arm, new PromptSet("Attractors", "A", 1, [.. samples.Prompts.Select(p => p.Prompt)], ""));

    private static ClaimEvidence AtLowTemperature(ExperimentSamples samples, PushedPair pair, Claim claim)
    {
        var cold = samples.Arms.Base.AtTemperature(LowTemperature);
        var drawn = Draw(samples, cold);
        var low = samples with { Prompts = [.. samples.Prompts.Select((p, i) => p with { Base = drawn[i] })] };
        return (pair with { Base = PushedArm.Draw(low, cold, drawn) }).Test(low, claim);
    }
}
