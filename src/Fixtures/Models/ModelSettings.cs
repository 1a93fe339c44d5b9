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
            if (root.TryGetProperty("max_position_embeddings", out var positions))
                context = positions.GetInt32();
            if (!root.TryGetProperty("eos_token_id", out var end))
                continue;
            if (end.ValueKind == JsonValueKind.Number)
                ends.Add(end.GetInt32());
            else if (end.ValueKind == JsonValueKind.Array)
                ends.UnionWith(end.EnumerateArray().Select(id => id.GetInt32()));
        }

        return new ModelSettings(Math.Min(context, model.Definition.Context ?? context), ends);
    }

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
