
namespace DiversityBench.Verification.Claims;

/// <summary>The claims of experiments 1 to 3 as docs/CLAIMS.md, section 4, states them.</summary>
public static partial class PaperClaims
{
    private const string Paper = "arXiv 2406.05587";

    /// <summary>Experiment 1: personas and reviews.</summary>
    public static IReadOnlyList<Claim> Personas { get; } =
    [
        Ratio("E1.1", "First names are less diverse after alignment", "Hill number q = 1 of first names", 0.8, true),
        Ratio("E1.2", "Last names are less diverse after alignment", "Hill number q = 1 of last names", 0.8, false),
        Ratio("E1.3", "Nationalities are less diverse after alignment", "Hill number q = 1 of nationalities", 0.8, true),
        Ratio("E1.4", "Genders are less balanced after alignment", "Hill number q = 1 of genders", 0.9, false),
        Ratio("E1.5", "Ages are narrower after alignment", "standard deviation of ages", 0.8, true),
        Ratio("E1.6", "Occupations are less diverse after alignment", "Hill number q = 1 of occupations", 0.8, false),
        new("E1.7", "Whole personas repeat more after alignment", "share of distinct personas", EffectScale.Decrease, 0.05, false, Paper),
        new("E1.8", "Reviews are more positive after alignment", "VADER compound score of reviews", EffectScale.CliffsDelta, 0.2, true, Paper),
        Ratio("E1.9", "Review sentiment is more uniform after alignment", "variance of VADER compound scores", 0.8, true),
        new("E1.10", "Reviews say more alike things after alignment", "mean pairwise dissimilarity of reviews", EffectScale.Decrease, 0.05, false, Paper),
    ];

    /// <summary>Experiment 2: "Grace Hopper was".</summary>
    public static IReadOnlyList<Claim> Semantics { get; } =
    [
        new("E2.1", "Outputs are semantically closer after alignment", "mean pairwise dissimilarity", EffectScale.Decrease, 0.05, true, Paper),
        Ratio("E2.2", "There are fewer effective outputs after alignment", "Vendi score q = 1", 0.8, true),
        new("E2.3", "Outputs form distinct clusters after alignment", "best mean silhouette", EffectScale.Increase, 0.05, true, Paper),
        Ratio("E2.4", "There are fewer effective clusters after alignment", "effective number of clusters", 0.8, false),
        new("E2.5", "Near-duplicates appear after alignment", "share of samples with a neighbour of cosine above 0.95", EffectScale.Increase, 0.05, false, Paper),
        Ratio("E2.6", "Wording repeats after alignment", "EAD of bigrams at common length", 0.8, false),
    ];

    /// <summary>Experiment 3: token entropy of a start-up story.</summary>
    public static IReadOnlyList<Claim> TokenEntropy { get; } =
    [
        new("E3.1", "Top-5 token entropy is lower after alignment", "top-5 token entropy, renormalised", EffectScale.Decrease, 0.1, true, Paper),
        new("E3.2", "Full-vocabulary token entropy is lower after alignment", "token entropy", EffectScale.Decrease, 0.1, false, Paper),
        new("E3.3", "Probability concentrates on one or two tokens after alignment", "top-1 mass", EffectScale.Increase, 0.05, true, Paper),
        Ratio("E3.4", "The nucleus is smaller after alignment", "nucleus size", 0.8, false),
        new("E3.5", "Token entropy is lower at every stage of the text after alignment", "token entropy by position, smallest difference", EffectScale.Decrease, 0.1, false, Paper),
    ];

    /// <summary>The claims of the primary Holm family, all of them in the suites of the first command.</summary>
    public static IReadOnlyList<Claim> Primary => [.. new[] { Personas, Semantics, TokenEntropy, Attractors, Mechanisms }.SelectMany(claims => claims).Where(claim => claim.IsPrimary)];

    private static Claim Ratio(string id, string statement, string metric, double ratio, bool isPrimary)
        => new(id, statement, metric, EffectScale.LogRatioDecrease, -Math.Log(ratio), isPrimary, Paper);
}
