using System.Text.Encodings.Web;
using System.Text.Json;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Hub;

/// <summary>
/// models.lock.json: the commit that each revision was at, and the SHA-256 that each file had, when they were first downloaded. Later runs hold
/// to them. Safe for many processes.
/// </summary>
/// <param name="path">Full path of the file, beside models.json.</param>
internal sealed class ModelLock(string path)
{
    private const int Version = 1;

    // Locked while the pins are rewritten: beside them, since processes with different caches may share them.
    private readonly string mutex = path + ".lock";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What is pinned of a repository at a revision, null where nothing is.</summary>
    /// <exception cref="BenchException">The file cannot be read.</exception>
    public LockedRepository? Find(HubSource source) => Read().GetValueOrDefault(source.ToString());

    /// <summary>Pins a commit, the hashes of files and which are not there, unless they are pinned already.</summary>
    /// <returns>What is pinned now: where another process pinned another commit first, that.</returns>
    /// <exception cref="BenchException">The file cannot be read or written.</exception>
    public async Task<LockedRepository> PinAsync(HubSource source, string commit, IReadOnlyList<ModelFile> files, IReadOnlyCollection<string> absent, CancellationToken cancellation)
    {
        // Without a lock where nothing is new: pins that cannot be written hold as they are.
        if (Find(source) is { } complete && (complete.Commit != commit || (files.All(file => complete.Files.ContainsKey(file.Path)) && !absent.Except(complete.Absent ?? []).Any())))
            return complete;
        using var alone = await AloneAsync(cancellation).ConfigureAwait(false);
        var all = Read();
        var pinned = all.GetValueOrDefault(source.ToString()) ?? new LockedRepository(commit, []);
        var added = pinned.Commit == commit ? files.Where(file => file.Sha256 is not null && !pinned.Files.ContainsKey(file.Path)).ToArray() : [];
        var lacking = pinned.Commit == commit ? absent.Except(pinned.Absent ?? []).ToArray() : [];
        if (added.Length + lacking.Length == 0 && all.ContainsKey(source.ToString()))
            return pinned;
        pinned = pinned with
        {
            Files = new(pinned.Files.Concat(added.Select(file => KeyValuePair.Create(file.Path, file.Sha256!))).ToDictionary(), StringComparer.Ordinal),
            Absent = lacking.Length == 0 ? pinned.Absent : new(lacking.Concat(pinned.Absent ?? []), StringComparer.Ordinal),
        };
        all[source.ToString()] = pinned;
        Write(all);
        return pinned;
    }

    private async Task<IDisposable> AloneAsync(CancellationToken cancellation)
    {
        try
        {
            return await FileLock.AcquireAsync(mutex, () => { }, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(exception);
        }
    }

    private SortedDictionary<string, LockedRepository> Read()
    {
        try
        {
            var content = JsonSerializer.Deserialize<Content>(File.ReadAllText(path), Options);
            if (content is not { Version: Version, Repositories: { } repositories })
                throw Unusable($"no version {Version} with an object repositories", null);
            foreach (var (source, repository) in repositories)
            {
                if (Fault(source, repository) is var (entry, finding))
                    throw Unusable(finding, null, entry);
            }

            return new(repositories, StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception.Message.TrimEnd('.'), exception);
        }
    }

    /// <summary>The entry of a repository that is no pin, and why not; null where there is none.</summary>
    private static (string Entry, string Finding)? Fault(string source, LockedRepository? repository)
    {
        if (!HexName.IsCommit(repository?.Commit))
            return (source, "a commit that is not 40 lower hexadecimal digits");
        var revision = source[(source.IndexOf('@', StringComparison.Ordinal) + 1)..];
        if (HexName.IsCommit(revision) && revision != repository!.Commit)
            return (source, $"commit {repository.Commit} of a revision that is another commit itself");
        if (repository!.Files is not { } files)
            return (source, "no object files");
        return files.Where(file => !HexName.IsSha256(file.Value)).Select(file => ((string, string)?)($"{source}, {file.Key}", "a hash that is not 64 lower hexadecimal digits")).FirstOrDefault();
    }

    private void Write(SortedDictionary<string, LockedRepository> all)
    {
        try
        {
            WholeFile.Write(path, file =>
            {
                JsonSerializer.Serialize(file, new Content(Version, all), Options);
                file.WriteByte((byte)'\n');
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(exception);
        }
    }

    private BenchException NotWritable(Exception exception) => new(
        new ErrorText("models.lock.json", "be writable", "a first download is pinned in it", exception.Message.TrimEnd('.'), "Make the folder writable, or bring a models.lock.json with the pins")
            .With("File", path), exception);

    private BenchException Unusable(string finding, Exception? inner, string? entry = null) => new(
        new ErrorText("models.lock.json", "hold the pins of downloaded files", "later runs hold to them", finding, "Restore the file, or delete it to pin anew what is downloaded next")
            .With("File", path).With("Entry", entry), inner);

    private sealed record Content(int Version, SortedDictionary<string, LockedRepository>? Repositories);
}
