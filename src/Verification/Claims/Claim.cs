namespace DiversityBench.Verification.Claims;

/// <summary>A sentence about alignment with the metric that tests it.</summary>
/// <param name="Id">Number in docs/CLAIMS.md, section 4, for example E1.3.</param>
/// <param name="Statement">The claim as a sentence.</param>
/// <param name="Metric">Name of the metric in docs/CLAIMS.md, section 3.</param>
/// <param name="EffectScale">How base and aligned are compared; the sign is such that positive is the claimed direction.</param>
/// <param name="SmallestEffect">Smallest effect of interest on that scale, positive (a ratio r becomes -ln r).</param>
/// <param name="IsPrimary">Whether the claim belongs to the primary Holm family; the others form a family of their own.</param>
/// <param name="Source">Where the claim comes from.</param>
public sealed record Claim(
    string Id,
    string Statement,
    string Metric,
    EffectScale EffectScale,
    double SmallestEffect,
    bool IsPrimary,
    string Source)
{
    /// <summary>Claims that are not primary form Holm families by this name; empty for the family of the paper's experiments.</summary>
    public string Family { get; init; } = "";

    /// <summary>A question or a control: it is answered, or judged, by what it found and not by an effect with a smallest effect of interest.</summary>
    /// <param name="id">Number in docs/CLAIMS.md, section 4, for example Q1 or K2.</param>
    /// <param name="statement">The question, or what the control must show, as a sentence.</param>
    /// <param name="metric">What is looked at.</param>
    public static Claim Question(string id, string statement, string metric)
        => new(id, statement, metric, EffectScale.None, 0, false, "arXiv 2406.05587");
}
