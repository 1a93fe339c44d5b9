namespace DiversityBench.Verification.Claims;

public static partial class PaperClaims
{
    /// <summary>The paper's open questions that only the stages between the two models can answer.</summary>
    public static IReadOnlyList<Claim> Ladder { get; } =
    [
        Claim.Question("Q1", "How demographics shift, and by which stage", "Jensen-Shannon distance of persona attributes between rungs"),
        Claim.Question("Q3", "Whether alignment or RLHF lowers diversity", "effects of the paper's claims by rung, share of each stage"),
    ];

    /// <summary>The control that needs the distribution which the base was trained on.</summary>
    public static IReadOnlyList<Claim> KnownTruth { get; } =
    [
        Claim.Question("K4", "Figures of the base agree with the known truth", "Hill numbers, mean and standard deviation of persona attributes"),
    ];
}
