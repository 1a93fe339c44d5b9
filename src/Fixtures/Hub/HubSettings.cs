using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Hub;

/// <summary>Where the hub is, where its files are kept and who asks, read from the variables that the hub's own tools read.</summary>
/// <param name="Endpoint">Address of the hub, without a path at its end.</param>
/// <param name="CacheFolder">Full path of the folder that holds <c>models--owner--name</c>.</param>
/// <param name="Token">Secret that is sent to the hub alone; null to ask as anybody. It is in no text of this record.</param>
/// <param name="IsOffline">Whether nothing may be asked or downloaded.</param>
public sealed record HubSettings(Uri Endpoint, string CacheFolder, string? Token = null, bool IsOffline = false)
{
    private static readonly string[] Yes = ["1", "ON", "YES", "TRUE"];

    /// <summary>
    /// Reads <c>HF_ENDPOINT</c>, <c>HF_HUB_CACHE</c> (or <c>HF_HOME</c>, <c>XDG_CACHE_HOME</c>), <c>HF_TOKEN</c> (or the file at <c>HF_TOKEN_PATH</c>, else
    /// <c>token</c> in <c>HF_HOME</c>) and <c>HF_HUB_OFFLINE</c>; their older names hold where the newer are not set.
    /// </summary>
    /// <param name="variable">Value of an environment variable, null where it is not set.</param>
    /// <param name="home">The user's folder; <c>~</c> stands for it.</param>
    /// <param name="isOffline">Whether the run is offline whatever the variables say.</param>
    /// <exception cref="BenchException">The endpoint is no address, or one with a user.</exception>
    public static HubSettings Read(Func<string, string?> variable, string home, bool isOffline = false)
    {
        string? First(params string[] names) => names.Select(variable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim();
        string Expanded(string path) => Path.GetFullPath(path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? home + path[1..] : path);

        var caches = First("XDG_CACHE_HOME") ?? Path.Combine(home, ".cache");
        var hubHome = Expanded(First("HF_HOME") ?? Path.Combine(caches, "huggingface"));
        var offline = First("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE");
        return new HubSettings(
            Address(First("HF_ENDPOINT") ?? "https://huggingface.co"),
            Expanded(First("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE") ?? Path.Combine(hubHome, "hub")),
            First("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN") ?? SavedToken(Expanded(First("HF_TOKEN_PATH") ?? Path.Combine(hubHome, "token"))),
            isOffline || (offline is not null && Yes.Contains(offline.ToUpperInvariant())));
    }

    /// <summary>Everything but the token.</summary>
    public override string ToString() => $"{Endpoint}, {CacheFolder}{(Token is null ? "" : ", with a token")}{(IsOffline ? ", offline" : "")}";

    private static Uri Address(string text)
    {
        if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.UserInfo.Length == 0)
            return address;
        // Before an @ stands a name, often with a password, which is printed nowhere.
        throw new BenchException(new ErrorText(
            "the environment variable HF_ENDPOINT", "be an address with https:// or http:// and without a user", "models are asked for there and addresses are printed",
            text.Contains('@', StringComparison.Ordinal) ? "a text with a user before an @" : $"\"{text}\"", "Correct it, or leave it unset for https://huggingface.co; a secret belongs in HF_TOKEN"));
    }

    private static string? SavedToken(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } token ? token : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No token was saved: the hub is asked without one.
            return null;
        }
    }
}
