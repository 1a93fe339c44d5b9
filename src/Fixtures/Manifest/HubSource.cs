namespace DiversityBench.Fixtures.Manifest;

/// <summary>A repository of models on the hub, at a revision.</summary>
/// <param name="Repo"><c>owner/name</c>.</param>
/// <param name="Revision">A branch, a tag or a commit; a branch stays at the commit that models.lock.json pins.</param>
public sealed record HubSource(string Repo, string Revision)
{
    /// <summary>The branch or tag that models.lock.json holds at this commit; null where the revision is meant itself.</summary>
    public string? PinnedFrom { get; init; }

    /// <summary>Whether the revision is a commit, which cannot move.</summary>
    public bool IsCommit => Revision.Length == 40 && Revision.All(char.IsAsciiHexDigitLower);

    /// <summary>As a person writes it: <c>owner/name@revision</c>.</summary>
    public override string ToString() => $"{Repo}@{Revision}";
}
