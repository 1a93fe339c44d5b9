namespace DiversityBench.Fixtures.Hub;

/// <summary>What is pinned of a repository at a revision.</summary>
/// <param name="Commit">The commit, 40 hexadecimal digits.</param>
/// <param name="Files">SHA-256 by path.</param>
internal sealed record LockedRepository(string Commit, SortedDictionary<string, string> Files);
