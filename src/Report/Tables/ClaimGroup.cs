using DiversityBench.Metrics;
using DiversityBench.Report.Results;
using DiversityBench.Verification.Baselines;

namespace DiversityBench.Report.Tables;

/// <summary>The claims of one pair under one protocol, in the order of their numbers.</summary>
/// <param name="Pair">Name of the pair.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Claims">The claims.</param>
public sealed record ClaimGroup(string Pair, Protocol Protocol, IReadOnlyList<ReportedClaim> Claims)
{
    /// <summary>Pair and protocol in words, safe for a terminal.</summary>
    public string Title => $"{SafeText.OneLine(Pair, 60)}, {Protocol.ToString().ToLowerInvariant()} protocol";

    /// <summary>The groups of a run, pairs in the order in which they first appear, protocols in their own order.</summary>
    /// <param name="claims">The claims of the run.</param>
    public static IReadOnlyList<ClaimGroup> Of(IReadOnlyList<ReportedClaim> claims) =>
    [
        .. claims.GroupBy(c => c.Result.Pair, StringComparer.Ordinal).SelectMany(pair => pair
            .GroupBy(c => c.Result.Protocol)
            .OrderBy(protocol => protocol.Key)
            .Select(protocol => new ClaimGroup(
                pair.Key, protocol.Key, [.. protocol.OrderBy(c => c.Result.Claim.Id, new ClaimOrder())]))),
    ];
}
