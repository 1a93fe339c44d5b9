using System.Net;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Transfers;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Hub;

/// <summary>
/// Brings one content of the hub into the cache. It grows in a file of its own name, goes on where an earlier download of the same content
/// stopped, is checked, and only then gets the content's name.
/// </summary>
internal sealed class BlobDownload(HubClient client, HubCache cache, PassingFaultRetry retry, IProgressSink progress, HubSource source, string file, RemoteFile remote)
{
    private const int BufferBytes = 1 << 20;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    private readonly string work = $"{source.Repo} {file}";
    private readonly string blob = Path.Combine(cache.Blobs(source.Repo), remote.Etag);

    /// <summary>Downloads the content unless it is there, by this process or another.</summary>
    /// <param name="pinned">SHA-256 that it must have; null where none is known.</param>
    /// <param name="cancellation">Ends it; what was downloaded is kept.</param>
    /// <exception cref="BenchException">It cannot be had, or is not what it should be.</exception>
    /// <exception cref="FileChangedException">The hub has another content by now.</exception>
    public async Task RunAsync(string? pinned, CancellationToken cancellation)
    {
        if (File.Exists(blob))
            return;
        using var mine = await FileLock.AcquireAsync(
            cache.Lock(source.Repo, remote.Etag), () => progress.Report($"{work}: another process downloads it", 0, 1, 0), cancellation).ConfigureAwait(false);
        if (File.Exists(blob))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(blob)!);
        var part = TakeOver() ?? $"{blob}.{Guid.NewGuid():N}.incomplete";
        RequireSpace(remote.SizeInBytes - Length(part));
        var check = new BlobCheck(source, file, remote, pinned);
        await retry.RunAsync(
            async () =>
            {
                var isResumed = Length(part) > 0;
                await TransferAsync(part, check, cancellation).ConfigureAwait(false);
                if (!check.IsRight(part, isLast: !isResumed))
                    throw new PassingFaultException(check.Wrong(part)); // what an earlier download left was wrong: from the beginning
                return true;
            },
            () => Length(part),
            cancellation).ConfigureAwait(false);
        File.Move(part, blob, overwrite: true);
        progress.ReportBytes(work, remote.SizeInBytes, remote.SizeInBytes);
    }

    private static long Length(string path) => new FileInfo(path) is { Exists: true } info ? info.Length : 0;

    /// <summary>An earlier download of this content that nobody writes to any more, under a name of our own; null when there is none.</summary>
    private string? TakeOver()
    {
        foreach (var left in new DirectoryInfo(cache.Blobs(source.Repo)).EnumerateFiles(remote.Etag + "*.incomplete").OrderByDescending(left => left.Length))
        {
            try
            {
                using (new FileStream(left.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }

                var ours = $"{blob}.{Guid.NewGuid():N}.incomplete";
                File.Move(left.FullName, ours);
                return ours;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody writes to it, or took it over first.
            }
        }

        return null;
    }

    private async Task TransferAsync(string part, BlobCheck check, CancellationToken cancellation)
    {
        using var target = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        if (target.Length > remote.SizeInBytes)
            target.SetLength(0);
        if (target.Length == remote.SizeInBytes && remote.SizeInBytes > 0)
            return;
        progress.ReportBytes(work, target.Length, remote.SizeInBytes);
        using var response = await client.GetAsync(source with { Revision = remote.Commit }, file, remote, target.Length, cancellation).ConfigureAwait(false);
        if (target.Length > 0 && !Continues(response, target.Length))
            target.SetLength(0);
        if (response.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable || (response.StatusCode is HttpStatusCode.PartialContent && target.Length == 0))
            throw new PassingFaultException(check.Short(0)); // what was there does not fit the content: from the beginning
        target.Seek(0, SeekOrigin.End);
        await CopyAsync(response, target, check, cancellation).ConfigureAwait(false);
        target.Flush(flushToDisk: true);
        if (target.Length != remote.SizeInBytes)
        {
            var length = target.Length;
            target.Dispose();
            check.RequireWeights(part);
            throw new PassingFaultException(check.Short(length));
        }
    }

    // Only an answer that begins at the byte asked for, of a content as long as the one expected, may be put behind what is there.
    private bool Continues(HttpResponseMessage response, long from) =>
        response.StatusCode == HttpStatusCode.PartialContent
        && response.Content.Headers.ContentRange is { } range && range.From == from && range.Length == remote.SizeInBytes;

    // Faults of reading may pass. Those of writing do not: a full disk, a quota, a disk that was taken away.
    private async Task CopyAsync(HttpResponseMessage response, FileStream target, BlobCheck check, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(LongestSilence);
        using var body = await ReadingAsync(response.Content.ReadAsStreamAsync(silence.Token)).ConfigureAwait(false);
        var buffer = new byte[BufferBytes];
        while (target.Length <= remote.SizeInBytes)
        {
            silence.CancelAfter(LongestSilence);
            var read = await ReadingAsync(body.ReadAsync(buffer, silence.Token).AsTask()).ConfigureAwait(false);
            if (read == 0)
                return;
            await target.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            progress.ReportBytes(work, Math.Min(target.Length, remote.SizeInBytes - 1), remote.SizeInBytes);
        }

        async Task<T> ReadingAsync<T>(Task<T> reading)
        {
            try
            {
                return await reading.ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                throw new PassingFaultException(check.Short(target.Length), null, exception);
            }
        }
    }

    private void RequireSpace(long needed)
    {
        if (Free() is { } free && free < needed)
            throw new BenchException(new ErrorText("the cache of the hub", "have room for a file", "it is about to be downloaded", "too little", "Make room, or set HF_HUB_CACHE to another folder")
                .With("File", work).With("Folder", cache.Blobs(source.Repo)).With("Bytes needed", needed).With("Bytes free", free));
    }

    /// <summary>Bytes that may still be written beside the blob; null where the system does not tell, as for a folder of another machine.</summary>
    private long? Free()
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(blob)!).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is ArgumentException or DriveNotFoundException)
        {
            return null;
        }
    }
}
