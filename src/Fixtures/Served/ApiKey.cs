using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Served;

/// <summary>The key of an API, which models.json names the variable of.</summary>
internal static class ApiKey
{
    /// <summary>The key; null where the server needs none.</summary>
    /// <exception cref="BenchException">The variable is not set, or holds what no header carries.</exception>
    public static string? Of(EndpointSource endpoint, Func<string, string?> variables)
    {
        if (endpoint.KeyVariable is not { } name)
            return null;
        var key = variables(name);
        return key is { Length: > 0 } && key.All(c => c is > ' ' and <= '~') ? key : throw new BenchException(new ErrorText(
                $"the environment variable {name}", "hold the key of the API", $"models.json names it for {endpoint.Model}", string.IsNullOrEmpty(key) ? "none" : "a blank or another character that no header carries",
                $"Set {name}, or remove keyVariable from the source where the server needs no key")
            .With("URL", endpoint.Address.ToString()));
    }
}
