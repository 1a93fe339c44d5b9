using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Hub;

/// <summary>Decides whether a download is what it should be.</summary>
internal sealed class BlobCheck(HubSource source, string file, RemoteFile remote, string? pinned)
{
    private string found = "";
    private bool isAnnounced;

    /// <summary>Compares a complete download with its hashes.</summary>
    /// <param name="part">The downloaded file.</param>
    /// <param name="isLast">Whether a wrong file ends in an error; if not, it is emptied for another try.</param>
    /// <exception cref="BenchException">It is something else than weights, or wrong and <paramref name="isLast"/>: then it lies in quarantine.</exception>
    public bool IsRight(string part, bool isLast)
    {
        RequireWeights(part);
        using (var content = File.OpenRead(part))
            found = Convert.ToHexStringLower(SHA256.HashData(content));
        isAnnounced = (remote.Sha256 ?? found) == found && (!HexName.IsGit(remote.Etag) || GitHash(part) == remote.Etag);
        if (isAnnounced && (pinned ?? found) == found)
            return true;
        if (isLast)
        {
            var quarantine = Path.Combine(Path.GetDirectoryName(part)!, remote.Etag + ".rejected");
            File.Move(part, quarantine, overwrite: true);
            throw new BenchException(Wrong(quarantine));
        }

        using (var content = File.OpenWrite(part))
            content.SetLength(0);
        return false;
    }

    /// <summary>Refuses what is sent in place of weights: a pointer of Git LFS, a login page.</summary>
    public void RequireWeights(string part)
    {
        var start = new byte[256];
        using (var content = File.OpenRead(part))
            start = start[..content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        var text = Encoding.Latin1.GetString(start).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\n', '\r', '\t');
        var impostor =
            text.StartsWith("version https://git-lfs", StringComparison.Ordinal) ? ("a pointer of Git LFS in its place", "Ask the repository's owner to upload the file itself") :
            text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) ? ("an HTML page in its place, as login pages of a network or proxy are", "Log in to the network, or check proxy and HF_ENDPOINT") :
            default;
        if (impostor is not ({ } finding, { } next))
            return;
        File.Delete(part);
        throw new BenchException(new ErrorText($"the file {file} of {source}", "be the file itself", "weights are loaded from it", finding, next).With("Repository", source.ToString()));
    }

    /// <summary>A body that ended early or late.</summary>
    public ErrorText Short(long length) => new ErrorText(
            $"the download of {file} of {source}", "be complete", "half a file is no model",
            string.Create(CultureInfo.InvariantCulture, $"{length} of {remote.SizeInBytes} bytes"), "Run again later: what is there is kept and continued")
        .With("Expected bytes", remote.SizeInBytes)
        .With("Actual bytes", length);

    /// <summary>A content that is another one than the hub announced, or than is pinned.</summary>
    /// <param name="place">Where it lies.</param>
    public ErrorText Wrong(string place) => new ErrorText(
            $"the download of {file} of {source}", isAnnounced ? "be the pinned content" : "be what was announced", "figures hold for the pinned weights only",
            isAnnounced ? "another one, which the hub has now" : "another content of the same size",
            pinned is null ? "Try again; if it stays, tell the repository's owner" : "If the new file is meant, pin it in models.json, or remove its entry from models.lock.json")
        .With("Pinned SHA-256", pinned)
        .With("Announced", remote.Etag)
        .With("Found SHA-256", found)
        .With("Quarantine", place);

    /// <summary>The name that git gives a content: the SHA-1 of "blob", its length and its bytes.</summary>
    public static string GitHash(string path)
    {
        using var content = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0")));
        var buffer = new byte[1 << 16];
        while (content.Read(buffer) is > 0 and var read)
            hash.AppendData(buffer, 0, read);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
