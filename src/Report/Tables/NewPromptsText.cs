using DiversityBench.Verification.Claims;

namespace DiversityBench.Report.Tables;

/// <summary>Whether an effect carries over to new prompts of the kind, in words.</summary>
public static class NewPromptsText
{
    /// <summary>The p-value of the test over prompts; "not testable" for an effect over fewer than 12, "as p" where the claim is about prompts anyway, "-" where there is no effect.</summary>
    /// <param name="result">The result.</param>
    public static string OfP(ClaimResult result) => result switch
    {
        { NewPromptsPValue: { } p } => NumberText.OfP(p),
        { Effect: null } => "-",
        { Claim.Family: PaperClaims.AcrossPromptsFamily or PaperClaims.NewPromptsFamily } => "as p",
        _ => "not testable",
    };

    /// <summary>p-value and interval in a line, for a cell.</summary>
    /// <param name="result">The result.</param>
    public static string Line(ClaimResult result) => result.NewPromptsInterval is { } interval ? $"{OfP(result)} {NumberText.Of(interval)}" : OfP(result);
}
