using System.Globalization;
using System.Security.Authentication;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Transfers;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Hub;

/// <summary>Turns what goes wrong between here and the hub into errors that say what to do. No text holds the token or the query of an address.</summary>
/// <param name="settings">Where the hub is and who asks.</param>
/// <param name="clock">Tells when the hub can be asked again.</param>
internal sealed class HubFaults(HubSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private string Asker => settings.Token is null ? "no token was sent" : "a token was sent";

    /// <summary>An answer that is no success.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="code">The hub's own name of the fault; empty where it gives none.</param>
    /// <param name="source">Repository and revision asked for.</param>
    /// <param name="file">File asked for.</param>
    /// <param name="available">What there is instead; null where it is not known.</param>
    public Exception Of(HttpResponseMessage response, string code, HubSource source, string file, IReadOnlyList<string>? available)
    {
        var status = (int)response.StatusCode;
        var page = new Uri(settings.Endpoint, source.Repo);
        const string readsIt = "the model's files come from there";
        ErrorText Text(string subject, string expectation, string reason, string finding, string next) =>
            new ErrorText(subject, expectation, reason, string.Create(CultureInfo.InvariantCulture, $"{finding} (status {status}{(code.Length == 0 ? "" : ", " + code)})"), next)
                .With("Repository", source.ToString()).With("File", file).With("Host", response.RequestMessage?.RequestUri?.Host);

        return (code, status) switch
        {
            ("GatedRepo", _) or (_, 403) => new BenchException(Text(
                $"the repository {source.Repo}", "be open to this user", readsIt, $"one that is closed to them; {Asker}",
                settings.Token is null
                    ? $"Accept the licence at {page} and set HF_TOKEN to a token of that account"
                    : $"Accept the licence at {page} with the token's account; a fine-grained token also needs the scope to read gated repositories").With("Licence page", page.ToString())),
            ("RevisionNotFound", _) => new BenchException(Text($"the revision {source.Revision} of {source.Repo}", "be there", readsIt, "none of that name",
                    source.PinnedFrom is { } branch
                        ? $"models.lock.json holds {branch} at this commit, which the hub no longer has. Remove the entry {source.Repo}@{branch} there, and the next run pins the present commit: other weights, perhaps"
                        : "Correct revision in models.json")
                .With("Available", available is null ? null : string.Join(", ", available))),
            ("EntryNotFound", _) => new BenchException(Text($"the file {file} of {source}", "be there", readsIt, "none of that name", "Correct its path in models.json")
                .With("Available", available is null ? null : string.Join(", ", available))),
            (_, 401) => new BenchException(Text(
                $"the repository {source.Repo}", "be readable", readsIt, $"a refusal, which means that it is missing, private or gated, or the token not valid; {Asker}",
                $"Check the name at {page}; if it is private or gated, set HF_TOKEN to a valid token of an account that may read it")),
            (_, 404) => new BenchException(Text($"the repository {source.Repo} and its file {file}", "be there", readsIt, $"neither that the hub would show; {Asker}", $"Check repository and file at {page}")),
            (_, 429) => Busy(response, Text("the hub", "answer", "a file is asked for", "a limit on requests", "Wait until then, or set HF_TOKEN: users with a token may ask more often")),
            (_, 408 or >= 500) => new PassingFaultException(Text("the hub", "answer", "a file is asked for", "a fault of its own", "Try again later; what was downloaded is kept")),
            _ => new BenchException(Text("the hub", "answer", "a file is asked for", $"{response.ReasonPhrase ?? "an unknown answer"}", $"Look at {page}")),
        };
    }

    /// <summary>A host that did not answer.</summary>
    public Exception Unreachable(Uri address, HttpRequestException exception)
    {
        var cause = exception.InnerException is { } inner && inner.Message != exception.Message ? $"{exception.Message.TrimEnd('.')}: {inner.Message.TrimEnd('.')}" : exception.Message.TrimEnd('.');
        return exception.HttpRequestError is HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError || exception.InnerException is AuthenticationException
            ? new BenchException(NoAnswer(address, cause), exception)
            : new PassingFaultException(NoAnswer(address, cause), null, exception);
    }

    /// <summary>A host that did not answer as a host should.</summary>
    public PassingFaultException Unreachable(Uri address, string cause, Exception? exception) => new(NoAnswer(address, cause), null, exception);

    /// <summary>A redirect to what is no address of the web.</summary>
    public BenchException Astray(Uri address, Uri place) => new(new ErrorText(
            $"a redirect of the host {address.Host}", "lead to an address with https:// or http://", "a model's file is asked for there",
            place.IsAbsoluteUri ? $"one with {place.Scheme}:" : "one that is no address", "Check HF_ENDPOINT and the network's proxy")
        .With("Host", address.Authority));

    /// <summary>A token that no request can carry.</summary>
    public BenchException TokenUnfit() => new(new ErrorText(
            "the token of the hub", "be one word of ASCII letters, digits and signs", "it is sent in a header", "a line break, a blank or another character among them",
            "Correct HF_TOKEN, or the file that hf auth login saves it in")
        .With("Host", settings.Endpoint.Authority));

    /// <summary>A success that says nothing about a file, as a login page or a proxy of somebody else answers.</summary>
    public BenchException NoHub(HubSource source, string file, HttpResponseMessage response) => new(new ErrorText(
            "the hub", "name commit, etag and size of a file", "files are kept under them",
            response.Content.Headers.ContentType?.MediaType == "text/html" ? "an HTML page, as login pages answer" : "an answer without them",
            "Check HF_ENDPOINT and the network's proxy")
        .With("Repository", source.ToString()).With("File", file).With("Host", response.RequestMessage?.RequestUri?.Host));

    private static ErrorText NoAnswer(Uri address, string cause) => new ErrorText(
            $"the host {address.Host}", "answer", "a model's file is asked for there", cause,
            "Check network, proxy (HTTPS_PROXY) and certificates. Files in the cache are used without asking only when HF_HUB_OFFLINE=1 says so")
        .With("Host", address.Authority);

    private Exception Busy(HttpResponseMessage response, ErrorText text)
    {
        if (WaitAskedFor(response) is not { } wait)
            return new PassingFaultException(text);
        var deadline = clock.GetUtcNow() + wait;
        text = text.With("Deadline", deadline.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        return wait > LongestWait ? new BenchException(text.With("Longest wait", $"{LongestWait.TotalMinutes:0} min")) : new PassingFaultException(text, wait);
    }

    // Retry-After in seconds or as a date; RateLimit: "api";r=0;t=55 (seconds); X-RateLimit-Reset in seconds from now or as a Unix time.
    private TimeSpan? WaitAskedFor(HttpResponseMessage response)
    {
        if (RetryAfter.Of(response, clock) is { } after)
            return after;
        if (response.Headers.TryGetValues("RateLimit", out var limits)
            && limits.SelectMany(limit => limit.Split(';', ',')).Select(part => part.Trim()).FirstOrDefault(part => part.StartsWith("t=", StringComparison.Ordinal)) is { } rest
            && long.TryParse(rest.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var left))
            return Seconds(left);
        if (response.Headers.TryGetValues("X-RateLimit-Reset", out var resets) && long.TryParse(resets.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var reset))
            return Seconds(reset > 1_000_000_000 ? reset - clock.GetUtcNow().ToUnixTimeSeconds() : reset);
        return null;

        // As many as Retry-After can say at most, 68 years: more would fit no date.
        static TimeSpan Seconds(long seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue));
    }
}
