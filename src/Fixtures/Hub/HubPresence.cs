namespace DiversityBench.Fixtures.Hub;

/// <summary>What of a model of the hub is on this machine.</summary>
/// <param name="Commit">The commit that counts, null where none is known here.</param>
/// <param name="Missing">Paths of the files that are not here; external data of a graph that is not here are not known yet.</param>
/// <param name="SizeInBytes">Bytes of those that are.</param>
public sealed record HubPresence(string? Commit, IReadOnlyList<string> Missing, long SizeInBytes);
