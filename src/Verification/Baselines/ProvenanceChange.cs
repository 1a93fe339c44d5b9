namespace DiversityBench.Verification.Baselines;

/// <summary>One thing that differs between the run that was approved and this run.</summary>
/// <param name="What">What differs, for example "aligned model" or "package Microsoft.ML".</param>
/// <param name="Before">Its value when the baseline was approved; "none" where it had none.</param>
/// <param name="Now">Its value in this run; "none" where it has none.</param>
public sealed record ProvenanceChange(string What, string Before, string Now)
{
    /// <summary>The change in words, long fingerprints cut to 12 characters.</summary>
    public override string ToString() => $"{What} {Short(Before)} -> {Short(Now)}";

    // Two long values that share a beginning are shown whole: cut, they would look equal.
    private string Short(string value) =>
        value.Length <= 16 || Before.AsSpan(0, Math.Min(12, Before.Length)).SequenceEqual(Now.AsSpan(0, Math.Min(12, Now.Length)))
            ? value
            : value[..12] + "…";
}
