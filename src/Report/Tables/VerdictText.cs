using DiversityBench.Report.Results;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Report.Tables;

/// <summary>The answer of a pair and protocol in words: did alignment cost diversity?</summary>
public static class VerdictText
{
    /// <summary>The verdict first, then the secondary claims, then how it stands to the approved baseline.</summary>
    /// <param name="group">The claims of one pair and protocol.</param>
    public static string Of(ClaimGroup group)
    {
        var primary = group.Claims.Where(c => c.Result.Claim.IsPrimary).ToList();
        var (secondary, asked) = (group.Claims.Where(c => !c.Result.Claim.IsPrimary && !IsAsked(c)).ToList(), group.Claims.Where(IsAsked).ToList());
        var verdict = primary.Count == 0
            ? "No primary claim was tested."
            : $"{Headline(primary)}: {Count(primary, "primary")}.";
        var rest = secondary.Count == 0 ? "" : $" {Count(secondary, "secondary")}.";
        return verdict + rest + Asked(asked) + BaselineSentence(group.Claims);
    }

    /// <summary>Questions and controls have no effect that could be supported.</summary>
    private static bool IsAsked(ReportedClaim claim) => claim.Result.Claim.EffectScale == EffectScale.None;

    private static string Asked(List<ReportedClaim> claims)
    {
        var parts = new[] { (Outcome.Supported, "holds", "hold"), (Outcome.Refuted, "fails", "fail"), (Outcome.Answered, "is answered", "are answered"), (Outcome.Inconclusive, "is open", "are open") }
            .Select(part => (Ids: Ids(claims, part.Item1), One: part.Item2, Many: part.Item3))
            .Where(part => part.Ids.Count > 0)
            .Select(part => $"{string.Join(", ", part.Ids)} {(part.Ids.Count == 1 ? part.One : part.Many)}");
        return claims.Count == 0 ? "" : $" Controls and questions: {string.Join("; ", parts)}.";
    }

    private static string Headline(List<ReportedClaim> claims)
    {
        var supported = Ids(claims, Outcome.Supported).Count;
        if (supported * 2 > claims.Count)
            return "Alignment cost diversity";
        if (supported > 0)
            return "Alignment cost diversity in part";
        return Ids(claims, Outcome.Refuted).Count * 2 > claims.Count
            ? "Alignment did not cost diversity that matters"
            : "Whether alignment cost diversity is open";
    }

    private static string Count(List<ReportedClaim> claims, string kind) =>
        FormattableString.Invariant(
            $"{Ids(claims, Outcome.Supported).Count} of {claims.Count} {kind} {(claims.Count == 1 ? "claim" : "claims")} supported") +
        Part(Ids(claims, Outcome.Refuted), "refuted") + Part(Ids(claims, Outcome.Inconclusive), "open");

    private static string BaselineSentence(IReadOnlyList<ReportedClaim> claims)
    {
        var compared = claims.Where(c => c.Baseline is not null).ToList();
        if (compared.Count == 0)
            return "";
        if (compared.All(c => c.Baseline == BaselineStatus.Same))
            return compared.Count == claims.Count ? " All as approved." : FormattableString.Invariant($" {compared.Count} as approved, the others not compared.");
        if (compared.All(c => c.Baseline == BaselineStatus.New))
            return " No baseline is approved.";
        var parts = compared.Where(c => c.Baseline != BaselineStatus.Same)
            .GroupBy(c => c.Baseline!.Value).OrderBy(g => g.Key)
            .Select(g => $"{Word(g.Key)}: {string.Join(", ", g.Select(c => SafeText.OneLine(c.Result.Claim.Id, 20)))}");
        return $" Against the approved baseline: {string.Join("; ", parts)}.";
    }

    private static string Word(BaselineStatus status) => status switch
    {
        BaselineStatus.Moved => "moved",
        BaselineStatus.New => "no baseline",
        BaselineStatus.Added => "not in the baseline",
        BaselineStatus.Refused => "baseline refused",
        _ => status.ToString(),
    };

    private static List<string> Ids(List<ReportedClaim> claims, Outcome outcome) =>
        [.. claims.Where(c => c.Result.Outcome == outcome).Select(c => SafeText.OneLine(c.Result.Claim.Id, 20))];

    private static string Part(List<string> ids, string word) => ids.Count == 0
        ? ""
        : FormattableString.Invariant($", {ids.Count} {word} ({string.Join(", ", ids)})");
}
