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
}
