using DiversityBench.Metrics.Errors;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>
/// Inputs and outputs of a decoder graph in the Hugging Face naming (optimum, transformers.js, ONNX Runtime GenAI), read from the graph:
/// <c>input_ids</c> and <c>attention_mask</c>, perhaps <c>position_ids</c>, <c>past_key_values.N.key|value</c> in; <c>logits</c>,
/// <c>present.N.key|value</c> out.
/// </summary>
internal sealed record DecoderSignature(
    int VocabularySize,
    int Layers,
    int KeyValueHeads,
    int HeadSize,
    TensorElementType CacheType,
    TensorElementType LogitsType,
    bool TakesAttentionMask,
    bool TakesPositions,
    bool SharesCache,
    IReadOnlyList<string> PastNames,
    IReadOnlyList<string> PresentNames)
{
    public const string InputIds = "input_ids";
    public const string AttentionMask = "attention_mask";
    public const string PositionIds = "position_ids";
    public const string LogitsName = "logits";

    /// <summary>Bytes of one number of the cache.</summary>
    public int CacheElementSize => CacheType == TensorElementType.Float ? 4 : 2;

    /// <summary>Bytes of key and value cache that one token takes.</summary>
    public long CacheBytesPerToken => 2L * Layers * KeyValueHeads * HeadSize * CacheElementSize;

    /// <exception cref="BenchException">The graph does not follow the naming; the message names what is missing.</exception>
    public static DecoderSignature Read(InferenceSession session, string path, bool groupQueryAttention)
    {
        var inputs = session.InputMetadata;
        var outputs = session.OutputMetadata;
        Require(inputs, InputIds, path);
        Require(outputs, LogitsName, path);
        var past = inputs.Keys.Where(k => k.StartsWith("past_key_values.", StringComparison.Ordinal)).ToArray();
        if (past.Length == 0 || past.Length % 2 != 0)
            throw Malformed(path, "inputs past_key_values.N.key and past_key_values.N.value", $"{past.Length} of them");

        var layers = past.Length / 2;
        var pastNames = new List<string>();
        var presentNames = new List<string>();
        for (var layer = 0; layer < layers; layer++)
        {
            foreach (var part in new[] { "key", "value" })
            {
                pastNames.Add($"past_key_values.{layer}.{part}");
                presentNames.Add($"present.{layer}.{part}");
                Require(inputs, pastNames[^1], path);
                Require(outputs, presentNames[^1], path);
            }
        }

        var cache = inputs[pastNames[0]];
        var logits = outputs[LogitsName];
        if (cache.Dimensions.Length != 4 || cache.Dimensions[1] < 1 || cache.Dimensions[3] < 1)
            throw Malformed(path, "a cache [batch, heads, length, head size] with known heads and head size", $"[{string.Join(", ", cache.Dimensions)}]");
        if (logits.Dimensions.Length != 3 || logits.Dimensions[2] < 1)
            throw Malformed(path, "logits [batch, sequence, vocabulary] with a known vocabulary", $"[{string.Join(", ", logits.Dimensions)}]");

        foreach (var type in new[] { cache.ElementDataType, logits.ElementDataType })
        {
            if (type is not (TensorElementType.Float or TensorElementType.Float16))
                throw Malformed(path, "cache and logits of type float32 or float16", type.ToString());
        }

        foreach (var name in inputs.Keys.Except(pastNames))
        {
            if (name is not (InputIds or AttentionMask or PositionIds))
                throw Malformed(path, "no inputs but input_ids, attention_mask, position_ids and past_key_values", name);
            if (inputs[name].ElementDataType != TensorElementType.Int64)
                throw Malformed(path, $"{name} of type int64", inputs[name].ElementDataType.ToString());
        }

        return new DecoderSignature(
            logits.Dimensions[2], layers, cache.Dimensions[1], cache.Dimensions[3], cache.ElementDataType, logits.ElementDataType,
            inputs.ContainsKey(AttentionMask), inputs.ContainsKey(PositionIds), groupQueryAttention, pastNames, presentNames);
    }

    private static void Require(IReadOnlyDictionary<string, NodeMetadata> nodes, string name, string path)
    {
        if (!nodes.ContainsKey(name))
            throw Malformed(path, $"a node named {name}", string.Join(", ", nodes.Keys.Take(8)));
    }

    private static BenchException Malformed(string path, string expected, string found) => new(new ErrorText(
        "the decoder graph", $"have {expected}", "the engine reads Hugging Face's naming", found, "Export the model with optimum or take an onnx-community export").With("File", path));
}
