using System.Globalization;

namespace DiversityBench.Tests.Fixtures.Hub;

/// <summary>A request to the loopback hub.</summary>
/// <param name="Method">GET or HEAD.</param>
/// <param name="Path">Its path, unescaped.</param>
/// <param name="Headers">Headers by name.</param>
internal sealed record HubRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>First byte asked for, null without a range.</summary>
    public long? From => Headers.TryGetValue("Range", out var range) ? long.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : null;

    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    public string Host => Headers["Host"].Split(':')[0];

    public static async Task<HubRequest?> ReadAsync(TextReader reader)
    {
        if (await reader.ReadLineAsync() is not { Length: > 0 } first)
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        var parts = first.Split(' ');
        return new HubRequest(parts[0], Uri.UnescapeDataString(parts[1]), headers);
    }
}
