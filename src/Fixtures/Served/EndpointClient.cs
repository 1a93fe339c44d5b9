using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Transfers;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Served;

/// <summary>Asks a server. Faults of the way are tried again, refusals are not; redirects are not followed, so that no other host sees the key. Safe for concurrent use.</summary>
/// <param name="http">Sends requests; it must not follow redirects itself.</param>
/// <param name="endpoint">The server and its model.</param>
/// <param name="key">Key of the API; null for none.</param>
/// <param name="clock">Measures waits.</param>
/// <param name="onWait">Is told how long a server that is not ready has been waited for.</param>
internal sealed class EndpointClient(HttpClient http, EndpointSource endpoint, string? key, TimeProvider clock, Action<TimeSpan> onWait)
{
    /// <summary>What llama-server says of an answer whose bytes are no text, half a character among them.</summary>
    private const string Unparsed = "does not match the expected";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly EndpointFaults _faults = new(endpoint, key);
    private readonly PassingFaultRetry _retry = new(clock);

    /// <summary>How long an answer may take; 10 minutes where nothing else is set.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Asks which models there are. Servers without that list are taken by what their answers say.</summary>
    /// <exception cref="BenchException">The model is not among them, or the server does not answer.</exception>
    public async Task RequireModelAsync(CancellationToken cancellation)
    {
        var address = new Uri(endpoint.Address, "models");
        var (status, body, wait) = await AskAsync(address, null, cancellation).ConfigureAwait(false);
        if (status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
            return;
        if (status != HttpStatusCode.OK)
            throw _faults.Of(address, status, body, wait);
        using var document = Parse(address, body);
        if (!document.RootElement.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
            throw _faults.Unreadable(address, "no list of models");
        string[] served = [.. data.EnumerateArray().Select(model => model.ValueKind == JsonValueKind.Object && model.TryGetProperty("id", out var id) ? id.ToString() : "")];
        if (!served.Contains(endpoint.Model))
            throw _faults.OtherModel(address, "another model", served);
    }

    /// <summary>Draws one sample.</summary>
    /// <exception cref="BenchException">The server refuses, is another one's, or does not answer as the API describes.</exception>
    public async Task<ServedAnswer> DrawAsync(string path, string request, CancellationToken cancellation)
    {
        var address = new Uri(endpoint.Address, path);
        var (status, body, wait) = await AskAsync(address, request, cancellation).ConfigureAwait(false);
        if (status == HttpStatusCode.InternalServerError && body.Contains(Unparsed, StringComparison.Ordinal))
            return ServedAnswer.Withheld;
        if (status != HttpStatusCode.OK)
            throw _faults.Of(address, status, body, wait);
        using var document = Parse(address, body);
        var answer = new CompletionAnswer(document.RootElement);
        if (answer.Error is { } error)
            throw _faults.Unreadable(address, $"a success with an error in it: {error}");
        if (answer.Model is { } model && model != endpoint.Model)
            throw _faults.OtherModel(address, $"an answer of {model}");
        try
        {
            return answer.Read(what => _faults.Unreadable(address, $"log-probabilities that do not {what.Expectation}: {what.Finding}"));
        }
        catch (JsonException exception)
        {
            throw _faults.Unreadable(address, exception.Message, exception);
        }
    }

    private JsonDocument Parse(Uri address, string body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (JsonException exception)
        {
            throw _faults.Unreadable(address, $"no JSON: {exception.Message}", exception);
        }

        throw _faults.Unreadable(address, "JSON that is no object");
    }

    /// <summary>Sends until the server is ready, and again where it is too busy to be asked.</summary>
    private async Task<(HttpStatusCode Status, string Body, TimeSpan? Wait)> AskAsync(Uri address, string? request, CancellationToken cancellation)
    {
        var waited = TimeSpan.Zero;
        while (true)
        {
            var answer = await _retry.RunAsync(() => SendAsync(address, request, cancellation), () => 0, cancellation).ConfigureAwait(false);
            if (answer.Status != HttpStatusCode.ServiceUnavailable)
                return answer;
            if (waited >= EndpointFaults.LongestWait)
                throw _faults.NeverReady(address, waited);
            onWait(waited);
            var pause = answer.Wait is { } asked && asked > Pause && asked < EndpointFaults.LongestWait ? asked : Pause;
            await Task.Delay(pause, clock, cancellation).ConfigureAwait(false);
            waited += pause;
        }
    }

    private async Task<(HttpStatusCode Status, string Body, TimeSpan? Wait)> SendAsync(Uri address, string? request, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(request is null ? HttpMethod.Get : HttpMethod.Post, address);
        message.Headers.UserAgent.ParseAdd("DiversityBench/0.1");
        if (key is not null)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (request is not null)
            message.Content = new StringContent(request, Encoding.UTF8, "application/json");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        var phase = "waiting for the answer";
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            phase = "reading the answer";
            var bytes = await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false);
            var (status, body, wait) = (response.StatusCode, StrictUtf8.GetString(bytes), RetryAfter.Of(response, clock));
            return status != HttpStatusCode.OK && _faults.Of(address, status, body, wait) is PassingFaultException passing ? throw passing : (status, body, wait);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw _faults.Unreachable(address, phase, $"nothing in {Patience.TotalSeconds:0} s", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw _faults.Unreadable(address, "bytes that are no UTF-8", exception);
        }
        catch (HttpRequestException exception)
        {
            phase = exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError || exception.InnerException is SocketException ? "connecting" : phase;
            throw _faults.Unreachable(address, phase, exception.InnerException is { } inner && !exception.Message.Contains(inner.Message, StringComparison.Ordinal) ? $"{exception.Message.TrimEnd('.')}: {inner.Message}" : exception.Message, exception);
        }
        catch (IOException exception)
        {
            throw _faults.Unreachable(address, phase, exception.Message, exception);
        }
    }
}
