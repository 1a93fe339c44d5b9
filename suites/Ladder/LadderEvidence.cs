using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Ladder;

/// <summary>Questions Q1 and Q3: what each stage between the two models does.</summary>
internal static class LadderEvidence
{
    public static IReadOnlyList<ClaimEvidence> Gather(ExperimentSamples samples)
    {
        var claims = PaperClaims.Ladder.ToDictionary(c => c.Id);
        return [ShiftEvidence.Gather(samples, claims["Q1"]), StageEvidence.Gather(samples, claims["Q3"])];
    }

    /// <summary>Each rung between the pair's two models, beside the one that it was trained from.</summary>
    public static IEnumerable<SampleSheet> FurtherSamples(ExperimentSamples samples) => Stage.Of(samples.Ladder).Where(stage => stage.To != samples.Ladder[^1])
        .SelectMany(stage => SampleSheets.OfPapersPrompts(samples, stage.From.Arm, stage.To.Arm, stage.Name));
}
