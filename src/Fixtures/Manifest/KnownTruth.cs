using System.Text.Json;
using DiversityBench.Metrics.Categories;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Manifest;

/// <summary>The distribution that the base of a ladder was trained on, where it is known: of each attribute of a persona by itself.</summary>
/// <param name="Persona">Distribution by attribute, values written as the persona parser gives them.</param>
public sealed record KnownTruth(IReadOnlyDictionary<string, KnownDistribution> Persona)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { AllowDuplicateProperties = false };

    /// <summary>Reads a truth file; its form is in docs/manifest.md.</summary>
    /// <param name="path">The file that a ladder of models.json names.</param>
    /// <exception cref="BenchException">It is missing or not of that form, or an attribute has no distribution.</exception>
    public static KnownTruth Read(string path)
    {
        try
        {
            var content = JsonSerializer.Deserialize<Content>(File.ReadAllText(path), Options);
            if (content is not { Version: 1, Persona: { } persona })
                throw Unusable(path, "no version 1 with an object persona", null);
            return new KnownTruth(persona.ToDictionary(
                attribute => attribute.Key,
                attribute => KnownDistribution.Of(attribute.Value).TryGet(out var known, out var reason) ? known : throw Unusable(path, $"{attribute.Key}: {reason.Reason}", null)));
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, exception.Message.TrimEnd('.'), exception);
        }
    }

    private static BenchException Unusable(string path, string finding, Exception? inner)
    {
        var text = new ErrorText(
                "the truth file of a ladder", "hold the distributions of a persona's attributes", "figures are checked against them", finding,
                "Correct the file, see docs/manifest.md, or leave the key truth out of models.json")
            .With("File", path);
        return inner is null ? new BenchException(text) : new BenchException(text, inner);
    }

    private sealed record Content(int Version, Dictionary<string, Dictionary<string, double>>? Persona);
}
