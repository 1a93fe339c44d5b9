namespace DiversityBench.Verification.Claims;

public static partial class PaperClaims
{
    /// <summary>What the verdicts depend on besides the models.</summary>
    public static IReadOnlyList<Claim> Sensitivity { get; } =
    [
        Claim.Question("S1", "Do the verdicts on meaning depend on encoder, k and seed?", "outcomes of E2.1 to E2.5 by variant"),
        Claim.Question("S2", "From how many samples on does each verdict stay?", "outcomes of the paper's claims by share of the samples"),
    ];
}
