using System.Collections.Concurrent;
using System.Security.Cryptography;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Transfers;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Hub;

/// <summary>
/// Files of models on the hub: out of the cache where they are there at the pinned commit, downloaded and pinned where not. Safe for concurrent use,
/// by many processes as well.
/// </summary>
public sealed class HubModels
{
    private const int Downloads = 4;
    private const int MostChanges = 3;

    private readonly HubSettings settings;
    private readonly HubCache cache;
    private readonly HubClient client;
    private readonly PassingFaultRetry retry;
    private readonly ModelLock pins;
    private readonly IProgressSink progress;
    private readonly CancellationToken cancellation;

    /// <summary>Uses a hub and its cache.</summary>
    /// <param name="settings">Where hub and cache are.</param>
    /// <param name="lockPath">Full path of models.lock.json.</param>
    /// <param name="http">Sends requests; see <see cref="CreateHttp"/>.</param>
    /// <param name="clock">Measures waits.</param>
    /// <param name="progress">Is told what is being downloaded.</param>
    /// <param name="cancellation">Ends downloads; what was downloaded is kept.</param>
    public HubModels(HubSettings settings, string lockPath, HttpClient http, TimeProvider clock, IProgressSink progress, CancellationToken cancellation = default)
    {
        (this.settings, this.progress, this.cancellation) = (settings, progress, cancellation);
        cache = new HubCache(settings.CacheFolder);
        client = new HubClient(http, settings, clock);
        retry = new PassingFaultRetry(clock);
        pins = new ModelLock(lockPath);
    }

    /// <summary>A client that follows no redirects by itself; proxies and certificates are the system's.</summary>
    public static HttpClient CreateHttp() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) })
    {
        Timeout = Timeout.InfiniteTimeSpan, // each request and each read has its own
    };

    /// <summary>Brings files of a model to this machine and says where they are.</summary>
    /// <param name="model">A model of the hub.</param>
    /// <param name="wanted">Files of it.</param>
    /// <returns>The folder that holds them and the same files, each pinned. Hashes of files that were there already are not compared here.</returns>
    /// <exception cref="BenchException">A file cannot be had; says why and what to do.</exception>
    public LocalFiles Fetch(ModelDefinition model, IReadOnlyList<ModelFile> wanted)
    {
        try
        {
            return Task.Run(() => FetchAsync(model, model.Hub!, wanted), cancellation).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BenchException(
                new ErrorText("the cache of the hub", "be readable and writable", $"files of model {model.Id} belong there", exception.Message.TrimEnd('.'), "Make room or the folder writable, or set HF_HUB_CACHE to another one")
                    .With("Folder", settings.CacheFolder), exception);
        }
    }

    /// <summary>What of a model is on this machine; asks nobody.</summary>
    /// <param name="model">A model of the hub.</param>
    public HubPresence Presence(ModelDefinition model)
    {
        var commit = PinnedCommit(model.Hub!) ?? cache.Commit(model.Hub!);
        var pinned = pins.Find(model.Hub!);
        var paths = model.FilesBeforeLoading.Where(file => pinned?.Lacks(file) != true).Select(file => file.Path).ToArray();
        string At(string path) => Path.Combine(cache.Snapshot(model.Hub!.Repo, commit ?? "none"), path);
        return new HubPresence(
            commit,
            [.. paths.Where(path => !File.Exists(At(path)))],
            paths.Where(path => File.Exists(At(path))).Sum(path => new FileInfo(At(path)) is { LinkTarget: not null } link ? ((FileInfo)link.ResolveLinkTarget(true)!).Length : new FileInfo(At(path)).Length));
    }

    /// <summary>All repositories of models in the cache.</summary>
    public IReadOnlyList<CachedRepository> Cached() => cache.Repositories();

    private string? PinnedCommit(HubSource source) => source.IsCommit ? source.Revision : pins.Find(source)?.Commit;

    private async Task<LocalFiles> FetchAsync(ModelDefinition model, HubSource source, IReadOnlyList<ModelFile> wanted)
    {
        var pinnedCommit = PinnedCommit(source);
        var commit = pinnedCommit ?? await CurrentCommitAsync(model, source, wanted).ConfigureAwait(false);
        var place = source with { Revision = commit, PinnedFrom = pinnedCommit is null || source.IsCommit ? null : source.Revision };
        var locked = pins.Find(source);
        ModelFile[] known = [.. wanted.Where(file => locked?.Lacks(file) != true).Select(file => file with { Sha256 = file.Sha256 ?? locked?.Files.GetValueOrDefault(file.Path) })];
        var folder = cache.Snapshot(source.Repo, commit);
        var missing = known.Where(file => !File.Exists(Path.Combine(folder, file.Path))).ToArray();
        if (missing.Length > 0 && settings.IsOffline)
            throw Offline(model, source, commit, missing);
        var absent = new ConcurrentBag<ModelFile>();
        await Parallel.ForEachAsync(
            missing,
            new ParallelOptions { MaxDegreeOfParallelism = Downloads, CancellationToken = cancellation },
            async (file, together) =>
            {
                if (!await DownloadAsync(source, place, file, together).ConfigureAwait(false))
                    absent.Add(file);
            }).ConfigureAwait(false);
        ModelFile[] hashed = [.. known.Except(absent).Select(file => file.Sha256 is null ? file with { Sha256 = FirstHash(source, Path.Combine(folder, file.Path)) } : file)];
        var pinned = await pins.PinAsync(source, commit, hashed, [.. absent.Select(file => file.Path)], cancellation).ConfigureAwait(false);
        // Where another process pinned another commit in the meantime, that one holds.
        return pinned.Commit != commit ? await FetchAsync(model, source, wanted).ConfigureAwait(false) : new LocalFiles(folder, cache.Repository(source.Repo), hashed);
    }

    private async Task<string> CurrentCommitAsync(ModelDefinition model, HubSource source, IReadOnlyList<ModelFile> wanted)
    {
        if (settings.IsOffline)
            return cache.Commit(source) ?? throw Offline(model, source, null, wanted);
        var commit = (await HeadAsync(source, wanted.OrderBy(file => file.IsOptional).First().Path, cancellation).ConfigureAwait(false))!.Commit;
        cache.Note(source, commit);
        return commit;
    }

    private Task<RemoteFile?> HeadAsync(HubSource source, string path, CancellationToken ends, bool mayLack = false) => retry.RunAsync(() => client.HeadAsync(source, path, ends, mayLack), () => 0, ends);

    // The token ends with the first fault of a download beside this one. False where there is no such file, which may be so unless it was there before.
    private async Task<bool> DownloadAsync(HubSource source, HubSource place, ModelFile file, CancellationToken together)
    {
        for (var changes = 0; ; changes++)
        {
            if (await HeadAsync(place, file.Path, together, file.IsOptional && file.Sha256 is null).ConfigureAwait(false) is not { } remote)
                return false;
            try
            {
                await new BlobDownload(client, cache, retry, progress, source, file.Path, remote).RunAsync(file.Sha256, together).ConfigureAwait(false);
                cache.Link(source, remote with { Commit = place.Revision }, file.Path);
                return true;
            }
            catch (FileChangedException) when (changes < MostChanges)
            {
                // What is there of the old content is left: the new one has another name.
            }
            catch (FileChangedException exception)
            {
                throw new BenchException(
                    new ErrorText($"the file {file.Path} of {source}", "stay the same while it is downloaded", "half of one and half of another are no file", $"another one {changes + 1} times", "Try again later")
                        .With("Repository", source.ToString()).With("Commit", place.Revision), exception);
            }
        }
    }

    // The hash that will be pinned. The cache names large contents by it and small ones as git does: one that does not fit its name was damaged before we saw it.
    private static string FirstHash(HubSource source, string path)
    {
        using var content = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var name = Path.GetFileName(new FileInfo(path).LinkTarget ?? "");
        var named = HexName.IsSha256(name) ? hash : HexName.IsGit(name) ? BlobCheck.GitHash(path) : name;
        if (name == named)
            return hash;
        throw new BenchException(
            new ErrorText($"the file {Path.GetFileName(path)} of {source}", "have the hash that the cache names it by", "it is about to be pinned", "another hash", "Delete the file that the link leads to, and the next run downloads it again")
                .With("File", path).With("Named", name).With("Found", named));
    }

    private BenchException Offline(ModelDefinition model, HubSource source, string? commit, IReadOnlyList<ModelFile> missing) => new(new ErrorText(
            $"the files of model {model.Id}", "be on this machine", "nothing may be downloaded (HF_HUB_OFFLINE, or the run parameter offline)",
            commit is null ? "nothing of that revision" : $"{missing.Count} missing",
            $"Run once without HF_HUB_OFFLINE and offline, or fetch them with: hf download {source.Repo} --revision {commit ?? source.Revision} {string.Join(' ', missing.Select(file => file.Path))}")
        .With("Repository", source.ToString())
        .With("Commit", commit)
        .With("Cache", settings.CacheFolder)
        .With("Missing", missing.Select(file => file.Path)));
}
