using DiversityBench.Report.Results;
using DiversityBench.Verification.Baselines;

namespace DiversityBench.Report.Tables;

/// <summary>The claims of a run side by side: a row a claim, a column a pair and protocol.</summary>
/// <param name="Columns">The groups that are compared.</param>
/// <param name="Rows">Claim numbers in their order, each with its claim in every group; null where a group was not tested for it.</param>
public sealed record AcrossPairs(IReadOnlyList<ClaimGroup> Columns, IReadOnlyList<(string Id, IReadOnlyList<ReportedClaim?> Cells)> Rows)
{
    /// <summary>What the numbers are, in one line.</summary>
    public const string Legend = "Outcome and effect, positive in the claimed direction.";

    /// <summary>The comparison of a run; null with fewer than two groups.</summary>
    /// <param name="claims">The claims of the run.</param>
    public static AcrossPairs? Of(IReadOnlyList<ReportedClaim> claims)
    {
        var groups = ClaimGroup.Of(claims);
        if (groups.Count < 2)
            return null;
        var ids = claims.Select(c => c.Result.Claim.Id).Distinct(StringComparer.Ordinal).Order(new ClaimOrder());
        return new AcrossPairs(
            groups,
            [.. ids.Select(id => (id, (IReadOnlyList<ReportedClaim?>)[.. groups.Select(g => g.Claims.FirstOrDefault(c => c.Result.Claim.Id == id))]))]);
    }
}
