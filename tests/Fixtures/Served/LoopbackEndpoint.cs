using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DiversityBench.Tests.Fixtures.Served;

/// <summary>A server on this machine that answers as vLLM does: a text that follows from prompt and seed, log-probabilities in the layout of the path. What a fault test needs is set by <see cref="OnRequest"/>.</summary>
internal sealed class LoopbackEndpoint : IDisposable
{
    public const string Model = "some/model";

    private readonly HttpListener _listener = new();

    public LoopbackEndpoint()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        _listener.Prefixes.Add($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/v1/");

    /// <summary>Bodies of the requests for samples, in order.</summary>
    public ConcurrentQueue<JsonObject> Asked { get; } = new();

    /// <summary>Values of the header Authorization, in order; empty where it was not sent.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>Answers in place of the server, by the path and the number of requests so far, where it returns true.</summary>
    public Func<string, int, HttpListenerResponse, bool> OnRequest { get; set; } = (_, _, _) => false;

    /// <summary>Changes what the server answers to a request for a sample.</summary>
    public Action<JsonObject, JsonObject> OnAnswer { get; set; } = (_, _) => { };

    public static void Send(HttpListenerResponse response, int status, string body) => Send(response, status, Encoding.UTF8.GetBytes(body));

    public static void Send(HttpListenerResponse response, int status, byte[] body)
    {
        response.StatusCode = status;
        response.ContentLength64 = body.Length;
        response.OutputStream.Write(body);
        response.Close();
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            for (var count = 1; ; count++)
            {
                var context = await _listener.GetContextAsync();
                var number = count;
                _ = Task.Run(() => Answer(context, number));
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
        }
    }

    private void Answer(HttpListenerContext context, int number)
    {
        var path = context.Request.Url!.AbsolutePath;
        Keys.Enqueue(context.Request.Headers["Authorization"] ?? "");
        if (OnRequest(path, number, context.Response))
            return;
        if (path == "/v1/models")
        {
            Send(context.Response, 200, $$"""{"object": "list", "data": [{"id": "{{Model}}", "object": "model"}]}""");
            return;
        }

        using var reader = new StreamReader(context.Request.InputStream);
        var request = JsonNode.Parse(reader.ReadToEnd())!.AsObject();
        Asked.Enqueue(request);
        var answer = Sample(request, path.Contains("chat", StringComparison.Ordinal));
        OnAnswer(request, answer);
        Send(context.Response, 200, answer.ToJsonString());
    }

    private static JsonObject Sample(JsonObject request, bool isChat)
    {
        var word = string.Create(CultureInfo.InvariantCulture, $" word{(int)request["seed"]! % 1_000_000}T{(double)request["temperature"]!}");
        var choice = isChat
            ? new JsonObject { ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = word + "." }, ["logprobs"] = new JsonObject { ["content"] = new JsonArray(Step(word), Step("."), Step("</s>")) } }
            : new JsonObject
            {
                ["text"] = word + ".",
                ["logprobs"] = new JsonObject
                {
                    ["tokens"] = new JsonArray(word, ".", "</s>"),
                    ["token_logprobs"] = new JsonArray(-1.5, -0.25, -0.01),
                    ["top_logprobs"] = new JsonArray(new JsonObject { [word] = -1.5, [" other"] = -0.5 }, new JsonObject { ["."] = -0.25 }, null),
                },
            };
        choice["index"] = 0;
        choice["finish_reason"] = "stop";
        return new JsonObject { ["model"] = Model, ["choices"] = new JsonArray(choice) };
    }

    private static JsonObject Step(string token) => new()
    {
        ["token"] = token,
        ["logprob"] = -0.25,
        ["bytes"] = JsonSerializer.SerializeToNode(Encoding.UTF8.GetBytes(token).Select(b => (int)b)),
        ["top_logprobs"] = new JsonArray(new JsonObject { ["token"] = token, ["logprob"] = -0.25 }),
    };
}
