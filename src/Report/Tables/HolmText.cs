using DiversityBench.Verification.Claims;

namespace DiversityBench.Report.Tables;

/// <summary>Over how many claims Holm was taken: a run of fewer suites adjusts over fewer.</summary>
public static class HolmText
{
    /// <summary>A sentence on a group's families: the primary claims, of how many that are declared, and the sizes of the other families; empty where nothing was adjusted.</summary>
    /// <param name="group">The claims of one pair and protocol.</param>
    public static string Of(ClaimGroup group)
    {
        var primary = Sizes(group, isPrimary: true).Select(size => FormattableString.Invariant($"{size} of the {PaperClaims.Primary.Count} primary claims"));
        var others = Sizes(group, isPrimary: false).Select(size => FormattableString.Invariant($"{size} {(size == 1 ? "other" : "others")}")).ToArray();
        string[] families = [.. primary, .. others];
        return families.Length == 0 ? "" : $"Holm was taken over {string.Join(", apart from them over ", families)}.";
    }

    // Suites beyond the first command have families of their own under the same name.
    private static IEnumerable<int> Sizes(ClaimGroup group, bool isPrimary) => group.Claims.Select(c => c.Result)
        .Where(r => r.Claim.IsPrimary == isPrimary && r.AdjustedOver is not null).Select(r => (r.Claim.Family, r.AdjustedOver!.Value)).Distinct().Select(family => family.Value).OrderDescending();
}
