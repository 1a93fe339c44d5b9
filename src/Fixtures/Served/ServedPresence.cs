using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Served;

/// <summary>Whether servers are there.</summary>
/// <param name="http">Sends requests; it must not follow redirects itself.</param>
/// <param name="variables">Environment variables by name.</param>
public sealed class ServedPresence(HttpClient http, Func<string, string?> variables)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What keeps a served model from being asked now and what would change it, a clause; null where nothing does. Takes two seconds at most.</summary>
    public string? WhyAbsent(EndpointSource endpoint)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            var client = new EndpointClient(http, endpoint, ApiKey.Of(endpoint, variables), TimeProvider.System, _ => { });
            client.RequireModelAsync(limit.Token).GetAwaiter().GetResult();
            return null;
        }
        catch (BenchException error)
        {
            return $"found {error.Text.Finding}: {char.ToLowerInvariant(error.Text.NextStep[0])}{error.Text.NextStep[1..]}";
        }
        catch (OperationCanceledException)
        {
            return $"{endpoint} does not answer: start the server";
        }
    }
}
