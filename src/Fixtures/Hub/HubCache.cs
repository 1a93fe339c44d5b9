using System.Text;
using DiversityBench.Fixtures.Manifest;

namespace DiversityBench.Fixtures.Hub;

/// <summary>
/// The hub's cache on this machine, in the layout that its own tools use: <c>blobs/etag</c>, <c>snapshots/commit/file</c> as links to blobs,
/// <c>refs/revision</c> with a commit. Files fetched by either are found by the other.
/// </summary>
/// <param name="folder">Full path of the cache.</param>
internal sealed class HubCache(string folder)
{
    /// <summary>Folder of a repository.</summary>
    public string Repository(string repo) => Path.Combine(folder, Name(repo));

    /// <summary>Folder of a repository's contents.</summary>
    public string Blobs(string repo) => Path.Combine(Repository(repo), "blobs");

    /// <summary>Folder with the files of a commit.</summary>
    public string Snapshot(string repo, string commit) => Path.Combine(Repository(repo), "snapshots", commit);

    /// <summary>The file that is locked while a content is downloaded, by the hub's own tools as well.</summary>
    public string Lock(string repo, string name) => Path.Combine(folder, ".locks", Name(repo), name + ".lock");

    /// <summary>The commit that a revision was last seen at, null where it is not known or what is noted is no commit.</summary>
    public string? Commit(HubSource source)
    {
        if (source.IsCommit)
            return source.Revision;
        var path = Ref(source);
        return File.Exists(path) && File.ReadAllText(path).Trim() is var noted && HexName.IsCommit(noted) ? noted : null;
    }

    /// <summary>Notes the commit of a branch or tag, for later runs offline; a cache that cannot be written stays as it is.</summary>
    public void Note(HubSource source, string commit)
    {
        try
        {
            if (!source.IsCommit && Commit(source) != commit)
                WholeFile.Write(Ref(source), file => file.Write(Encoding.ASCII.GetBytes(commit)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The files themselves may all be there, as in a cache that several users read.
        }
    }

    /// <summary>Puts a content into a snapshot: as a link, or as a copy where links cannot be made.</summary>
    public void Link(HubSource source, RemoteFile remote, string file)
    {
        var (pointer, blob) = (Path.Combine(Snapshot(source.Repo, remote.Commit), file), Path.Combine(Blobs(source.Repo), remote.Etag));
        Directory.CreateDirectory(Path.GetDirectoryName(pointer)!);
        WholeFile.Place(pointer, path =>
        {
            try
            {
                File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(pointer)!, blob));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                File.Copy(blob, path);
            }
        });
    }

    /// <summary>All repositories of models, by name.</summary>
    public IReadOnlyList<CachedRepository> Repositories()
    {
        var cache = new DirectoryInfo(folder);
        if (!cache.Exists)
            return [];
        return
        [
            .. cache.EnumerateDirectories(Name("*")).OrderBy(repository => repository.Name, StringComparer.Ordinal).Select(repository => new CachedRepository(
                repository.Name[Name("").Length..].Replace("--", "/", StringComparison.Ordinal),
                repository.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.LinkTarget is null).Sum(file => file.Length))),
        ];
    }

    private static string Name(string repo) => "models--" + repo.Replace("/", "--", StringComparison.Ordinal);

    private string Ref(HubSource source) => Path.Combine(Repository(source.Repo), "refs", source.Revision);
}
