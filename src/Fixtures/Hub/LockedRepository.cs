using System.Text.Json.Serialization;
using DiversityBench.Fixtures.Manifest;

namespace DiversityBench.Fixtures.Hub;

/// <summary>What is pinned of a repository at a revision.</summary>
/// <param name="Commit">The commit, 40 hexadecimal digits.</param>
/// <param name="Files">SHA-256 by path.</param>
/// <param name="Absent">Optional files that the commit lacks; null for none.</param>
internal sealed record LockedRepository(
    string Commit, SortedDictionary<string, string> Files, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SortedSet<string>? Absent = null)
{
    /// <summary>Whether it is known that there is no such file, which may be so.</summary>
    public bool Lacks(ModelFile file) => file.IsOptional && Absent?.Contains(file.Path) == true;
}
