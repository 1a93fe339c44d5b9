using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Attractors;

/// <summary>Claim A1: samples are pushed off their course, and come back or not.</summary>
internal static class AttractorEvidence
{
    public static IReadOnlyList<ClaimEvidence> Gather(ExperimentSamples samples)
        => [PushedPair.Of(samples).Test(samples, PaperClaims.Attractors[0])];
}
