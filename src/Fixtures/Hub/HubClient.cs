using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Transfers;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Hub;

/// <summary>
/// Asks the hub. Redirects are followed by hand, because they carry what the hub says about a file and lead to other hosts, which never see the
/// token. Safe for concurrent use.
/// </summary>
/// <param name="http">Sends requests; it must not follow redirects itself.</param>
/// <param name="settings">Where the hub is and who asks.</param>
/// <param name="clock">Tells how long the hub asks to wait.</param>
/// <param name="patience">How long an answer may take to begin; 30 s when null.</param>
internal sealed class HubClient(HttpClient http, HubSettings settings, TimeProvider clock, TimeSpan? patience = null)
{
    private const int MostRedirects = 10;
    private const string NoSuchFile = "EntryNotFound";

    private readonly TimeSpan patience = patience ?? TimeSpan.FromSeconds(30);
    private readonly HubFaults faults = new(settings, clock);

    /// <summary>Asks about a file, without downloading it.</summary>
    /// <returns>What the hub says; null where it lacks the file and may.</returns>
    /// <exception cref="BenchException">The hub refuses, lacks the file (what it has is listed), or answers as no hub does.</exception>
    /// <exception cref="PassingFaultException">The hub is busy or not to be reached.</exception>
    public async Task<RemoteFile?> HeadAsync(HubSource source, string file, CancellationToken cancellation, bool mayLack = false)
    {
        var address = Address(source, file);
        var facts = new HubFacts();
        using var response = await SendAsync(HttpMethod.Head, address, 0, cancellation, facts.Read).ConfigureAwait(false);
        if (mayLack && Code(response) == NoSuchFile)
            return null;
        await RequireSuccessAsync(response, source, file, cancellation).ConfigureAwait(false);
        return facts.File ?? throw faults.NoHub(source, file, response);
    }

    /// <summary>Begins the download of a file as it was asked about.</summary>
    /// <param name="source">Repository; its revision is the file's commit.</param>
    /// <param name="file">Path of the file.</param>
    /// <param name="expected">What the hub said about it.</param>
    /// <param name="from">Bytes that are already here.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The answer, its body unread: 200 with the whole content, 206 with what is missing, or 416.</returns>
    /// <exception cref="FileChangedException">The file is another one by now.</exception>
    public async Task<HttpResponseMessage> GetAsync(HubSource source, string file, RemoteFile expected, long from, CancellationToken cancellation)
    {
        var facts = new HubFacts();
        bool IsEnough(HttpResponseMessage hub)
        {
            if (facts.Read(hub) && facts.File!.Etag != expected.Etag)
                throw new FileChangedException();
            return false; // the content is what is wanted
        }

        var response = await SendAsync(HttpMethod.Get, Address(source, file), from, cancellation, IsEnough).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            return response;
        try
        {
            await RequireSuccessAsync(response, source, file, cancellation).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }

        return response;
    }

    /// <summary>The hub's own name of a fault; empty where it gives none.</summary>
    private static string Code(HttpResponseMessage response) => response.Headers.TryGetValues("X-Error-Code", out var values) ? values.First() : "";

    private static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is not null;

    private Uri Address(HubSource source, string file) =>
        new(settings.Endpoint, $"{source.Repo}/resolve/{Uri.EscapeDataString(source.Revision)}/{string.Join('/', file.Split('/').Select(Uri.EscapeDataString))}");

    private bool IsHub(Uri address) => address.Scheme == settings.Endpoint.Scheme && address.Authority == settings.Endpoint.Authority;

    // isEnough is shown the answers of the hub, redirects included, and says whether one of them ends the way.
    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri address, long from, CancellationToken cancellation, Func<HttpResponseMessage, bool>? isEnough = null)
    {
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            var response = await SendOnceAsync(method, address, from, cancellation).ConfigureAwait(false);
            try
            {
                // What the hub says about a large file stands beside the redirect to the place that keeps it; questions do not leave the hub.
                if ((IsHub(address) && isEnough?.Invoke(response) == true) || !IsRedirect(response))
                    return response;
                var place = response.Headers.Location!;
                if (!Uri.TryCreate(address, place, out var next) || (next.Scheme != Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttp))
                    throw faults.Astray(address, place);
                if (method == HttpMethod.Head && !IsHub(next))
                    return response;
                address = next;
            }
            catch
            {
                response.Dispose();
                throw;
            }

            response.Dispose();
        }

        throw faults.Unreachable(address, $"more than {MostRedirects} redirects", null);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpMethod method, Uri address, long from, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.UserAgent.ParseAdd("DiversityBench/0.1");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (settings.Token is { } token && IsHub(address))
        {
            if (!token.All(c => c is > ' ' and <= '~'))
                throw faults.TokenUnfit();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (from > 0)
            request.Headers.Range = new RangeHeaderValue(from, null);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw faults.Unreachable(address, $"no answer in {patience.TotalSeconds:0} s", exception);
        }
        catch (HttpRequestException exception)
        {
            throw faults.Unreachable(address, exception);
        }
    }

    private async Task RequireSuccessAsync(HttpResponseMessage response, HubSource source, string file, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode || IsRedirect(response))
            return;
        if (response.RequestMessage?.RequestUri is { } address && !IsHub(address) && response.StatusCode != HttpStatusCode.TooManyRequests)
            throw faults.Unreachable(address, $"status {(int)response.StatusCode}", null); // where the hub keeps large files: its addresses hold for a while only
        var code = Code(response);
        IReadOnlyList<string>? available = code switch
        {
            NoSuchFile => await NamesAsync($"api/models/{source.Repo}/revision/{Uri.EscapeDataString(source.Revision)}", "siblings", "rfilename", cancellation).ConfigureAwait(false),
            "RevisionNotFound" => await NamesAsync($"api/models/{source.Repo}/refs", "branches", "name", cancellation).ConfigureAwait(false),
            _ => null,
        };
        throw faults.Of(response, code, source, file, available);
    }

    // What there is instead is a help: a fault on the way to it does not hide the fault that it belongs to.
    private async Task<IReadOnlyList<string>?> NamesAsync(string path, string list, string name, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            using var response = await SendAsync(HttpMethod.Get, new Uri(settings.Endpoint, path), 0, limit.Token).ConfigureAwait(false);
            using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false));
            return [.. document.RootElement.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(name).GetString()!)];
        }
        catch (Exception exception) when (exception is BenchException or PassingFaultException or HttpRequestException or IOException or JsonException or KeyNotFoundException or InvalidOperationException
            || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
