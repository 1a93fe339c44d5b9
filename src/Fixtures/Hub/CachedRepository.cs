namespace DiversityBench.Fixtures.Hub;

/// <summary>A repository of models in the hub's cache, whoever fetched it.</summary>
/// <param name="Repo"><c>owner/name</c>.</param>
/// <param name="SizeInBytes">Bytes of its contents.</param>
public sealed record CachedRepository(string Repo, long SizeInBytes);
