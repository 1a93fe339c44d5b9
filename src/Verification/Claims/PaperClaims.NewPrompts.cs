namespace DiversityBench.Verification.Claims;

public static partial class PaperClaims
{
    /// <summary>The family of the claims judged over prompts other than the experiments' own.</summary>
    public const string NewPromptsFamily = "new prompts";

    /// <summary>The primary claims of experiments 1 and 2, whose own prompts are too few to say whether an effect carries over to others of their kind.</summary>
    public static IReadOnlyList<Claim> NewPrompts { get; } = [.. Personas.Concat(Semantics).Where(claim => claim.IsPrimary).Select(OnNewPrompts)];

    /// <summary>The claim of experiments 1 and 2 that a claim on new prompts repeats.</summary>
    /// <param name="claim">One of <see cref="NewPrompts"/>.</param>
    public static string OriginOf(Claim claim) => string.Concat("E", claim.Id.AsSpan(1));

    private static Claim OnNewPrompts(Claim claim) => claim with
    {
        Id = string.Concat("P", claim.Id.AsSpan(1)),
        Statement = $"{claim.Statement}, on new prompts",
        IsPrimary = false,
        Family = NewPromptsFamily,
    };
}
