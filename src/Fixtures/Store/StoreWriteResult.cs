namespace DiversityBench.Fixtures.Store;

/// <summary>What became of the samples given to <see cref="GenerationStore.Write"/>.</summary>
/// <param name="Added">Samples that were not there before.</param>
/// <param name="Identical">Samples that were there with the same bytes.</param>
/// <param name="Differing">
/// Indices of samples that were there with other bytes: the first writer's record is kept. Something that the
/// request does not name moved the model's arithmetic.
/// </param>
public sealed record StoreWriteResult(int Added, int Identical, IReadOnlyList<int> Differing);
