using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DiversityBench.Tests.Fixtures.Hub;

/// <summary>
/// A server on this machine that behaves like the hub: small files are answered directly with a git hash as etag, large ones (<c>.onnx</c>,
/// <c>.gguf</c>, <c>_data</c>) with a redirect to another host, which knows ranges. What a fault test needs is set by <see cref="OnRequest"/>.
/// </summary>
internal sealed class LoopbackHub : IDisposable
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, byte[]> files = new();
    private readonly CancellationTokenSource stop = new();

    public LoopbackHub()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<HubRequest> Requests { get; } = new();

    /// <summary>Answers in place of the hub where it returns an answer.</summary>
    public Func<HubRequest, HubAnswer?> OnRequest { get; set; } = _ => null;

    /// <summary>Repository by branch; commits stand for themselves.</summary>
    public ConcurrentDictionary<string, string> Branches { get; } = new() { ["main"] = Commit };

    /// <summary>Whether small files are answered with a redirect to a relative address of the hub, as huggingface.co does; its own etag and length are those of its body.</summary>
    public bool IsRelaying { get; set; }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Endpoint => $"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Another name of the same server: another host to a client.</summary>
    public string Store => $"http://localhost:{Port.ToString(CultureInfo.InvariantCulture)}";

    public IEnumerable<HubRequest> Asked(string method, string path) => Requests.Where(request => request.Method == method && request.Path.Contains(path, StringComparison.Ordinal));

    public void Add(string repo, string path, byte[] content, string commit = Commit) => files[$"{repo}/{commit}/{path}"] = content;

    public void Remove(string repo, string path, string commit = Commit) => files.TryRemove($"{repo}/{commit}/{path}", out _);

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string GitHash(byte[] content) =>
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0")), .. content]));

    public static string Etag(string path, byte[] content) => IsLarge(path) ? Sha256(content) : GitHash(content);

    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        stop.Dispose();
    }

    /// <summary>What the hub itself answers.</summary>
    public HubAnswer Answer(HubRequest request)
    {
        if (request.Path.StartsWith("/store/", StringComparison.Ordinal))
            return files.Values.FirstOrDefault(content => Sha256(content) == request.Path["/store/".Length..]) is { } stored ? Ranged(request, stored) : new HubAnswer(404);
        var parts = request.Path.TrimStart('/').Split('/');
        if (parts is ["api", "models", var apiOwner, var apiName, "refs"])
            return Json(new { branches = Branches.Keys.Select(name => new { name }) });
        if (parts is ["api", "models", var owner, var name, "revision", var rev])
            return Json(new { siblings = Names($"{owner}/{name}/{Branches.GetValueOrDefault(rev, rev)}/").Select(path => new { rfilename = path }) });
        if (parts is ["api", "resolve-cache", "models", var cachedOwner, var cachedName, var cachedCommit, ..])
            return Small(request, files[$"{cachedOwner}/{cachedName}/{cachedCommit}/{string.Join('/', parts[6..])}"]);
        if (parts is not [var o, var n, "resolve", var revision, ..])
            return new HubAnswer(404);
        var repo = $"{o}/{n}";
        if (!files.Keys.Any(key => key.StartsWith(repo + "/", StringComparison.Ordinal)))
            return new HubAnswer(401) { Headers = { ["X-Error-Code"] = "RepoNotFound" } };
        var commit = Branches.GetValueOrDefault(revision, revision);
        if (!files.Keys.Any(key => key.StartsWith($"{repo}/{commit}/", StringComparison.Ordinal)))
            return new HubAnswer(404) { Headers = { ["X-Error-Code"] = "RevisionNotFound" } };
        var path = string.Join('/', parts[4..]);
        if (!files.TryGetValue($"{repo}/{commit}/{path}", out var content))
            return new HubAnswer(404) { Headers = { ["X-Error-Code"] = "EntryNotFound", ["X-Repo-Commit"] = commit } };
        if (!IsLarge(path))
        {
            var answer = IsRelaying ? Relayed($"/api/resolve-cache/models/{repo}/{commit}/{path}") : Small(request, content);
            answer.Headers["X-Repo-Commit"] = commit;
            return answer;
        }

        return new HubAnswer(302)
        {
            Headers =
            {
                ["X-Repo-Commit"] = commit,
                ["X-Linked-Etag"] = $"\"{Sha256(content)}\"",
                ["X-Linked-Size"] = content.Length.ToString(CultureInfo.InvariantCulture),
                ["Location"] = $"{Store}/store/{Sha256(content)}",
            },
        };
    }

    public static HubAnswer Ranged(HubRequest request, byte[] content)
    {
        if (request.From is not { } from)
            return new HubAnswer(200, content);
        return from >= content.Length
            ? new HubAnswer(416) { Headers = { ["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes */{content.Length}") } }
            : new HubAnswer(206, content[(int)from..]) { Headers = { ["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{content.Length - 1}/{content.Length}") } };
    }

    private static HubAnswer Small(HubRequest request, byte[] content)
    {
        var answer = Ranged(request, content);
        answer.Headers["ETag"] = $"\"{GitHash(content)}\"";
        return answer;
    }

    private static HubAnswer Relayed(string place)
    {
        var body = Encoding.ASCII.GetBytes("Temporary Redirect. Redirecting to " + place);
        return new HubAnswer(307, body) { Headers = { ["Location"] = place, ["ETag"] = $"\"{GitHash(body)}\"" } };
    }

    private static bool IsLarge(string path) => path.EndsWith(".onnx", StringComparison.Ordinal) || path.EndsWith(".gguf", StringComparison.Ordinal) || path.EndsWith("_data", StringComparison.Ordinal);

    private static HubAnswer Json(object value) => new(200, JsonSerializer.SerializeToUtf8Bytes(value));

    private IEnumerable<string> Names(string prefix) => files.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Select(key => key[prefix.Length..]);

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    // One request a connection: what a client keeps open does not outlive a test.
    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var own = client;
            using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            if (await HubRequest.ReadAsync(reader) is not { } request)
                return;
            Requests.Enqueue(request);
            var answer = OnRequest(request) ?? Answer(request);
            await answer.WriteAsync(stream, request);
        }
        catch (IOException)
        {
            // The client hung up.
        }
    }
}
