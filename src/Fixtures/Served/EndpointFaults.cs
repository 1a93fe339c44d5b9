using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Transfers;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Served;

/// <summary>Turns what goes wrong between here and a server into errors that say what to do. No text holds the key of the API, servers that repeat it notwithstanding.</summary>
/// <param name="endpoint">The server and its model.</param>
/// <param name="key">Key of the API; null for none.</param>
internal sealed class EndpointFaults(EndpointSource endpoint, string? key = null)
{
    /// <summary>Longest time that a busy or loading server is waited for.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private const int LongestMessage = 300;

    /// <summary>A server that was not reached, or broke off.</summary>
    public Exception Unreachable(Uri address, string phase, string cause, Exception inner)
    {
        var text = Text("answer", "it runs the model", $"{cause.TrimEnd('.')} while {phase}", "Start the server, or correct url of the source in models.json; samples that came are kept", address).With("Phase", phase);
        return inner is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError } || inner.InnerException is AuthenticationException
            ? new BenchException(text, inner)
            : new PassingFaultException(text, null, inner);
    }

    /// <summary>A server that is busy for longer than anybody waits.</summary>
    public BenchException NeverReady(Uri address, TimeSpan elapsed) => new(Text(
        "be ready", "it runs the model", $"it still busy or loading after {elapsed.TotalSeconds:0} s (status 503)", "Look at the server's log, and run again when it is ready; samples that came are kept", address));

    /// <summary>An answer that is no success.</summary>
    /// <param name="address">What was asked.</param>
    /// <param name="status">Its status.</param>
    /// <param name="body">Its body.</param>
    /// <param name="wait">How long the server asks to wait; null where it does not say.</param>
    public Exception Of(Uri address, HttpStatusCode status, string body, TimeSpan? wait)
    {
        var said = Said(body);
        var finding = string.Create(CultureInfo.InvariantCulture, $"status {(int)status}{(said.Length == 0 ? "" : $", {said.TrimEnd('.')}")}");
        ErrorText Found(string next) => Text("draw samples", "claims rest on them", finding, next, address);
        return (int)status switch
        {
            400 or 422 when said.Contains("logprobs", StringComparison.OrdinalIgnoreCase) => new BenchException(Found(
                $"Let the server give {endpoint.TopLogProbabilities} log-probabilities a step (vLLM: --max-logprobs {endpoint.TopLogProbabilities}), or set topLogProbabilities of the source to what it gives; E3.1 and E3.3 need 5, 0 leaves them not measurable")),
            401 or 403 => new BenchException(Found(endpoint.KeyVariable is { } name
                ? $"Set {name} to a valid key of the API" : "Name the environment variable of the API's key as keyVariable of the source in models.json")),
            404 => new BenchException(Found("Correct url and model of the source in models.json; the url ends with the API's version, as http://127.0.0.1:8000/v1")),
            408 or 429 or 502 or 504 => wait > LongestWait
                ? new BenchException(Found(FormattableString.Invariant($"Run again in {wait.Value.TotalMinutes:0} minutes, as the server asks; samples that came are kept")))
                : new PassingFaultException(Found("Try again later, or ask for fewer samples at once with batch of the model; samples that came are kept"), wait),
            >= 300 and < 400 => new BenchException(Found("Name the address that the server redirects to as url of the source in models.json")),
            _ => new BenchException(Found("Correct the model's source in models.json, or the server's settings, as its message says")),
        };
    }

    /// <summary>A success that is none.</summary>
    public BenchException Unreadable(Uri address, string finding, Exception? inner = null) => new(
        Text("answer as OpenAI's API describes", "what it says is kept", finding, "Check the server and what lies between; nothing of this answer was stored", address), inner);

    /// <summary>Another model than the one that was asked for.</summary>
    public BenchException OtherModel(Uri address, string found, IEnumerable<string>? served = null) => new(Text(
            $"serve {endpoint.Model}", "figures are that model's", found, "Start the server with that model, or correct model of the source in models.json", address)
        .With("Valid", served is null ? null : string.Join(", ", served)));

    /// <summary>Samples that no sampling gives.</summary>
    public BenchException AllAlike(string promptId, int samples) => new(Text(
            "sample", "its answers are to differ by chance", string.Create(CultureInfo.InvariantCulture, $"the same text {samples} times for the prompt {promptId}, which its probabilities do not explain"),
            "Let the server follow temperature and seed of each request; then change revision of the source in models.json, so that stored answers are not used", endpoint.Address)
        .With("Prompt", promptId));

    private ErrorText Text(string expectation, string reason, string finding, string next, Uri address)
        => new ErrorText("the server", expectation, reason, key is null ? finding : finding.Replace(key, "(the key)", StringComparison.Ordinal), next).With("URL", address.ToString()).With("Model", endpoint.Model);

    private static string Said(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Short(CompletionAnswer.Message(document.RootElement) ?? body);
        }
        catch (JsonException)
        {
            return Short(body);
        }
    }

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + "…";
    }
}
