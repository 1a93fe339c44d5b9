using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Baselines;

/// <summary>Approved outcomes and figures of one pair, suite and protocol.</summary>
/// <param name="Key">What it belongs to.</param>
/// <param name="Provenance">What determined the figures.</param>
/// <param name="Claims">The claims in the order of their numbers.</param>
public sealed record Baseline(BaselineKey Key, BaselineProvenance Provenance, IReadOnlyList<ApprovedClaim> Claims)
{
    /// <summary>Significant digits of the numbers in the file.</summary>
    public const int Digits = 6;

    /// <summary>The results of a run as they would be approved.</summary>
    /// <param name="key">Pair, suite and protocol.</param>
    /// <param name="results">Results of that pair and protocol, each claim once, in any order.</param>
    /// <param name="provenance">What determined them.</param>
    /// <exception cref="ArgumentException">A result of another pair or protocol, a claim twice, a figure that is not finite.</exception>
    public static Baseline Of(BaselineKey key, IReadOnlyList<ClaimResult> results, BaselineProvenance provenance)
    {
        var stranger = results.FirstOrDefault(r => r.Pair != key.Pair || r.Protocol != key.Protocol);
        if (stranger is not null)
        {
            throw new ArgumentException(
                $"Expected the results to be {key} because a baseline holds one pair and protocol, but found {stranger.Claim.Id} of {stranger.Pair}, {stranger.Protocol}.\n" +
                "Next step: group the results by pair and protocol first.", nameof(results));
        }

        var claims = results.Select(ApprovedClaim.Of).OrderBy(c => c.Id, new ClaimOrder()).ToList();
        var repeated = claims.GroupBy(c => c.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return repeated is null
            ? new Baseline(key, provenance, claims)
            : throw new ArgumentException(
                $"Expected each claim once in {key} because a baseline finds claims by number, but found {repeated.Key} {repeated.Count()} times.\n" +
                "Next step: report each claim once per pair and protocol.", nameof(results));
    }
}
