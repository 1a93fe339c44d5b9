using System.Globalization;
using System.Text;

namespace DiversityBench.Tests.Fixtures.Hub;

/// <summary>An answer of the loopback hub.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its content.</param>
internal sealed record HubAnswer(int Status, byte[]? Body = null)
{
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Bytes after which the connection is cut, though all were announced; null to send all.</summary>
    public int? CutAfter { get; init; }

    /// <summary>What is waited for before the connection is cut.</summary>
    public Task Hold { get; init; } = Task.CompletedTask;

    public async Task WriteAsync(Stream stream, HubRequest request)
    {
        var body = Body ?? [];
        Headers.TryAdd("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture));
        var head = new StringBuilder($"HTTP/1.1 {Status.ToString(CultureInfo.InvariantCulture)} Said\r\nConnection: close\r\n");
        foreach (var (name, value) in Headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
        if (request.Method == "GET")
            await stream.WriteAsync(body.AsMemory(0, CutAfter ?? body.Length));
        await stream.FlushAsync();
        await Hold;
    }
}
