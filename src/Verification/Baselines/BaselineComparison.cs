namespace DiversityBench.Verification.Baselines;

/// <summary>A run held against its approved baseline.</summary>
/// <param name="Current">The run as it would be approved.</param>
/// <param name="Approved">What is approved; null when there is nothing, or nothing that can be read.</param>
/// <param name="Fault">Why the baseline cannot be trusted, in the shape of an error; null if it can or if there is none.</param>
/// <param name="IsWholeSuite">Whether the run covered the whole suite; a part of it is compared but never written.</param>
/// <param name="Claims">One entry per claim of the run, and per missing claim, in the order of their numbers.</param>
/// <param name="Changes">What differs in provenance, the likeliest cause first.</param>
/// <param name="VerifiedPath">Where the approved file lies, or would lie.</param>
/// <param name="ReceivedPath">Where the file of this run is put when it differs.</param>
public sealed record BaselineComparison(
    Baseline Current,
    Baseline? Approved,
    string? Fault,
    bool IsWholeSuite,
    IReadOnlyList<ClaimComparison> Claims,
    IReadOnlyList<ProvenanceChange> Changes,
    string VerifiedPath,
    string ReceivedPath)
{
    /// <summary>Whether every claim of the run is the same as approved and none is missing.</summary>
    public bool Agrees => Fault is null && Approved is not null && Claims.All(c => c.Status == BaselineStatus.Same);

    /// <summary>Why figures moved, as far as the provenance tells.</summary>
    public string LikelyCause => Changes.Count > 0
        ? string.Join("; ", Changes)
        : "models, prompts, seed, samples, engine and packages are as approved: the code of a metric, a claim or the decision rule, or another CPU's kernels";

    /// <summary>The entry of a claim.</summary>
    /// <param name="claimId">Number of the claim.</param>
    /// <exception cref="ArgumentException">The run did not hold the claim.</exception>
    public ClaimComparison Of(string claimId) =>
        Claims.FirstOrDefault(c => c.Id == claimId)
        ?? throw new ArgumentException(
            $"Expected {claimId} to be among the compared claims of {Current.Key}, but found {string.Join(", ", Claims.Select(c => c.Id))}.\n" +
            "Next step: compare all results of the suite before judging one.", nameof(claimId));
}
