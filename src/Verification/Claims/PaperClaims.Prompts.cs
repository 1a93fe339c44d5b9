namespace DiversityBench.Verification.Claims;

public static partial class PaperClaims
{
    /// <summary>The family of the claims whose samples are the prompts themselves.</summary>
    public const string AcrossPromptsFamily = "across prompts";

    /// <summary>Across prompts: one answer to each of many prompts; what the answers have in common beyond their questions.</summary>
    public static IReadOnlyList<Claim> AcrossPrompts { get; } =
    [
        new("X1.1", "Answers to different prompts are semantically closer after alignment", "mean pairwise dissimilarity across prompts", EffectScale.Decrease, 0.01, false, Paper) { Family = AcrossPromptsFamily },
        Ratio("X1.2", "There are fewer effective answers across prompts after alignment", "Vendi score q = 1 across prompts", 0.8, false) with { Family = AcrossPromptsFamily },
        Ratio("X1.3", "Wording repeats across prompts after alignment", "EAD of bigrams across prompts at common length", 0.8, false) with { Family = AcrossPromptsFamily },
        Ratio("X1.4", "Answers open alike across prompts after alignment", "effective number of openings across prompts", 0.8, false) with { Family = AcrossPromptsFamily },
    ];
}
