namespace DiversityBench.Fixtures.Hub;

/// <summary>What the hub says about a file before it is downloaded.</summary>
/// <param name="Commit">Commit of the repository, 40 hexadecimal digits.</param>
/// <param name="Etag">Name of the content: SHA-256 of large files, the git hash of small ones; the file's name among the cache's blobs.</param>
/// <param name="SizeInBytes">Bytes of the content.</param>
public sealed record RemoteFile(string Commit, string Etag, long SizeInBytes)
{
    /// <summary>The content's SHA-256 where the etag is one.</summary>
    public string? Sha256 => HexName.IsSha256(Etag) ? Etag : null;
}
