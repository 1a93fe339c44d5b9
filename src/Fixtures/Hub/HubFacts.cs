namespace DiversityBench.Fixtures.Hub;

/// <summary>
/// What the hub says about a file in the answers to one request. A redirect speaks of the file only in <c>X-Linked-Etag</c> and
/// <c>X-Linked-Size</c>, since its own etag and length are those of its body; the commit is that of the first answer that names one.
/// </summary>
internal sealed class HubFacts
{
    private string? commit;

    /// <summary>What is known of the file; null before an answer tells it.</summary>
    public RemoteFile? File { get; private set; }

    /// <summary>Takes in the next answer of the hub.</summary>
    /// <returns>Whether the file is known now.</returns>
    public bool Read(HttpResponseMessage response)
    {
        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
        commit ??= Header("X-Repo-Commit") is { } named && HexName.IsCommit(named) ? named : null;
        var (etag, size) = (Header("X-Linked-Etag"), long.TryParse(Header("X-Linked-Size"), out var linked) ? linked : (long?)null);
        if (response.IsSuccessStatusCode)
            (etag, size) = (etag ?? Header("ETag"), size ?? response.Content.Headers.ContentLength);
        etag = etag?.Replace("W/", "", StringComparison.Ordinal).Trim('"');
        if (commit is not null && etag is { Length: > 0 and <= 128 } && etag.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && size is >= 0 and { } bytes)
            File = new RemoteFile(commit, etag, bytes);
        return File is not null;
    }
}
