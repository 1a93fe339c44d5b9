using System.Globalization;
using System.Text.Json;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Models;

/// <summary>What a model's own configuration files say about decoding.</summary>
/// <param name="ContextLength">Most positions of a sequence.</param>
/// <param name="EndTokenIds">Ids that end a sequence, from <c>generation_config.json</c> and <c>config.json</c>.</param>
internal sealed record ModelSettings(int ContextLength, IReadOnlySet<int> EndTokenIds)
{
    private const int UnstatedContext = 2048;

    public static ModelSettings Read(VerifiedModel model)
    {
        var ends = new HashSet<int>();
        var context = UnstatedContext;
        foreach (var name in new[] { "config.json", "generation_config.json" })
        {
            if (model.PathOf(name) is not { } path)
                continue;
            using var document = Parse(path);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw Wrong(path, "be an object", root);
            if (Stated(root, "max_position_embeddings") is { } positions)
                context = Whole(positions, "max_position_embeddings", least: 1, path);
            if (Stated(root, "eos_token_id") is { } end)
                ends.UnionWith((end.ValueKind == JsonValueKind.Array ? end.EnumerateArray().ToArray() : [end]).Select(id => Whole(id, "eos_token_id", least: 0, path)));
        }

        return new ModelSettings(Math.Min(context, model.Definition.Context ?? context), ends);
    }

    /// <summary>A setting; one that is null is not stated.</summary>
    private static JsonElement? Stated(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static int Whole(JsonElement value, string name, int least, string path)
        => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least
            ? number
            : throw Wrong(path, string.Create(CultureInfo.InvariantCulture, $"give {name} as a whole number from {least}"), value);

    private static BenchException Wrong(string path, string expectation, JsonElement found) => new(new ErrorText(
        "the model's configuration", expectation, "context and end tokens are read from it", found.GetRawText(), "Correct the file and its SHA-256 in models.json, or get it again").With("File", path));

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(path));
        }
        catch (JsonException cause)
        {
            throw new BenchException(new ErrorText(
                "the model's configuration", "be JSON", "context and end tokens are read from it", cause.Message.TrimEnd('.'), "Restore the file").With("File", path), cause);
        }
    }
}
