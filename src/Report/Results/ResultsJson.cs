using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DiversityBench.Report.Results;

/// <summary>Results as JSON text; the form is published in docs/results.schema.json.</summary>
public static class ResultsJson
{
    /// <summary>Version of the form; grows with every change of its keys or of what they mean, and a reader refuses others.</summary>
    public const int SchemaVersion = 2;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The text, indented, LF.</summary>
    /// <param name="results">The results.</param>
    /// <exception cref="ArgumentException">A number that is not finite; the message names it.</exception>
    public static string Write(RunResults results)
    {
        FiniteFigures.Demand(results);
        var file = new FileContent(SchemaVersion, results.Run, results.Models, results.Encoder, results.Prompts, results.Claims, results.Notes);
        return JsonSerializer.Serialize(file, Options) + "\n";
    }

    /// <summary>Reads the text; keys that this version does not know are passed over.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidDataException">Not results, or of another version.</exception>
    public static RunResults Read(string text)
    {
        try
        {
            var version = JsonSerializer.Deserialize<FileVersion>(text, Options)?.SchemaVersion;
            if (version != SchemaVersion)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"Expected results of schemaVersion {SchemaVersion} because other forms cannot be read, but found {version?.ToString() ?? "none"}.\n") +
                    "Next step: read them with the version of DiversityBench that wrote them, or run again.");
            }

            var file = JsonSerializer.Deserialize<FileContent>(text, Options)!;
            return new RunResults(file.Run, file.Models, file.Encoder, file.Prompts, file.Claims, file.Notes);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException(
                $"Expected a whole results file because nothing half read is reported, but found: {error.Message}\nNext step: run again.", error);
        }
    }

    private sealed record FileVersion(int? SchemaVersion = null);

    private sealed record FileContent(
        int SchemaVersion,
        RunRecord Run,
        IReadOnlyList<ModelRecord> Models,
        ModelRecord Encoder,
        IReadOnlyDictionary<string, string> Prompts,
        IReadOnlyList<ReportedClaim> Claims,
        IReadOnlyList<string> Notes);
}
