using System.Text.Json;

namespace DiversityBench.Fixtures.Embeddings;

/// <summary>The files of a sentence-transformers model, and what they say about length and pooling.</summary>
/// <param name="Model">The ONNX graph.</param>
/// <param name="Tokenizer">tokenizer.json.</param>
/// <param name="MaxLength">Most tokens of a text, special tokens included.</param>
internal sealed record EncoderFiles(string Model, string Tokenizer, int MaxLength)
{
    /// <param name="folder">The model's folder.</param>
    /// <param name="graph">Path of the graph; null for the usual ones.</param>
    public static EncoderFiles Find(string folder, string? graph)
    {
        var pooling = Path.Combine(folder, "1_Pooling", "config.json");
        foreach (var flag in ReadObject(pooling).EnumerateObject().Where(flag => flag.Name.StartsWith("pooling_mode_", StringComparison.Ordinal)))
        {
            if (flag.Value.ValueKind == JsonValueKind.True != (flag.Name == "pooling_mode_mean_tokens"))
                throw Fault("pool by the mean over its tokens", "that is what this encoder computes", $"{flag.Name} = {flag.Value.GetRawText()}", pooling);
        }

        var lengths = Path.Combine(folder, "sentence_bert_config.json");
        if (!ReadObject(lengths).TryGetProperty("max_seq_length", out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var length) || length < 3)
            throw Fault("say after how many tokens it cuts a text (max_seq_length, at least 3)", "longer texts would be out of its training", "no such number", lengths);
        string[] graphs = graph is null ? [Path.Combine(folder, "onnx", "model.onnx"), Path.Combine(folder, "model.onnx")] : [graph];
        return new EncoderFiles(
            Array.Find(graphs, File.Exists) ?? throw Fault("have an ONNX graph", "vectors are computed with it", graph is null ? "neither onnx/model.onnx nor model.onnx" : "no such file", graph ?? folder),
            Path.Combine(folder, "tokenizer.json"),
            length);
    }

    public static InvalidDataException Fault(string expectation, string reason, string found, string path) => new(
        $"Expected the sentence encoder to {expectation} because {reason}, but found {found}.\nFile: {path}\n"
        + "Next step: name the folder of a sentence-transformers model with mean pooling, exported to ONNX.");

    private static JsonElement ReadObject(string path)
    {
        if (!File.Exists(path))
            throw Fault($"have {Path.GetFileName(path)}", "it says how texts become vectors", "no such file", path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw Fault($"have an object in {Path.GetFileName(path)}", "it says how texts become vectors", document.RootElement.ValueKind.ToString(), path);
        }
        catch (JsonException error)
        {
            throw Fault($"have JSON in {Path.GetFileName(path)}", "it says how texts become vectors", $"a fault in line {error.LineNumber + 1}", path);
        }
    }
}
