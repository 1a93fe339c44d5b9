using System.Text.Json;

namespace DiversityBench.Bench.Workloads;

/// <summary>A decoder's folder in the Hugging Face layout, and the figures of its configuration that a memory account needs.</summary>
internal sealed record ModelFolder(string Path, string Graph, int ContextLength, int CacheBytesPerToken)
{
    public string GraphPath => System.IO.Path.Combine(Path, "onnx", Graph);

    public string TokenizerPath => System.IO.Path.Combine(Path, "tokenizer.json");

    public long WeightBytes => new FileInfo(GraphPath).Length;

    /// <summary>The embedded reference ladder's base model.</summary>
    public static ModelFolder Reference(string graph) => Read(System.IO.Path.Combine(Places.Root, "models", "reference", "base"), graph);

    /// <summary>smollm2-135m-instruct, which lies outside the repository.</summary>
    public static ModelFolder SmolLm2() => Read(Places.Shared("models", "smollm2-135m-instruct"), "model_q4.onnx");

    private static ModelFolder Read(string folder, string graph)
    {
        var config = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(folder, "config.json"))).RootElement;
        int Value(string name) => config.GetProperty(name).GetInt32();
        var heads = Value("num_attention_heads");
        var keyValueHeads = config.TryGetProperty("num_key_value_heads", out var grouped) ? grouped.GetInt32() : heads;
        var headSize = config.TryGetProperty("head_dim", out var size) && size.ValueKind == JsonValueKind.Number ? size.GetInt32() : Value("hidden_size") / heads;
        return new ModelFolder(folder, graph, Value("max_position_embeddings"), 2 * Value("num_hidden_layers") * keyValueHeads * headSize * sizeof(float));
    }
}
