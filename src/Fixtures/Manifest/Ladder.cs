namespace DiversityBench.Fixtures.Manifest;

/// <summary>A base model and later stages of the same lineage, in order. Any two rungs form a pair: <c>reference/sft..dpo</c>.</summary>
/// <param name="Id">Name of the ladder.</param>
/// <param name="Rungs">Two stages or more, the base first.</param>
/// <param name="TruthPath">Full path of the file that holds the distribution which the base was trained on; null where it is not known.</param>
public sealed record Ladder(string Id, IReadOnlyList<Rung> Rungs, string? TruthPath = null);
