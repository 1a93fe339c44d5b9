namespace DiversityBench.Verification.Claims;

public static partial class PaperClaims
{
    /// <summary>Creative work: three claims each of stories, poems and code, in this order: validity, wording, meaning.</summary>
    public static IReadOnlyList<Claim> Creative { get; } =
    [
        Validity("N1.1", "Fewer stories come to an end after alignment", "share of stories that end"),
        Ratio("N1.2", "Stories that end repeat wording more after alignment", "EAD of bigrams at common length of valid stories", 0.8, false),
        Meaning("N1.3", "Stories that end are semantically closer after alignment", "mean pairwise dissimilarity of valid stories"),
        Validity("N1.4", "Fewer poems rhyme after alignment", "share of poems that rhyme"),
        Ratio("N1.5", "Poems that rhyme repeat wording more after alignment", "EAD of bigrams at common length of valid poems", 0.8, false),
        Meaning("N1.6", "Poems that rhyme are semantically closer after alignment", "mean pairwise dissimilarity of valid poems"),
        Validity("N1.7", "Less code parses after alignment", "share of code that parses"),
        Ratio("N1.8", "Code that parses repeats wording more after alignment", "EAD of bigrams at common length of valid code", 0.8, false),
        Meaning("N1.9", "Code that parses is semantically closer after alignment", "mean pairwise dissimilarity of valid code"),
    ];

    private static Claim Validity(string id, string statement, string metric) => new(id, statement, metric, EffectScale.Decrease, 0.1, false, Paper);

    private static Claim Meaning(string id, string statement, string metric) => new(id, statement, metric, EffectScale.Decrease, 0.05, false, Paper);
}
