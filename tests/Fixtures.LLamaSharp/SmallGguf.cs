using System.Text;
using DiversityBench.Tests.Fixtures.Tokenization;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

/// <summary>
/// A GGUF file (version 3) made by hand: one layer of the Llama architecture with the vocabulary of <see cref="SmallTokenizers.LlamaForm"/> in SentencePiece's form.
/// The weights follow a sine and mean nothing.
/// </summary>
internal static class SmallGguf
{
    private const int Alignment = 32;
    private const int Width = 32;
    private const int Inner = 64;

    // Types of metadata values, and float32 as type of a tensor.
    private const uint UnsignedType = 4, IntegerType = 5, FloatType = 6, BoolType = 7, TextType = 8, ListType = 9;
    private const uint Float32 = 0;

    // Types of tokens.
    private const int Normal = 1, Unknown = 2, Control = 3, Byte = 6;

    /// <summary>The file's bytes.</summary>
    /// <param name="metadata">Values in the place of the usual ones, or beside them.</param>
    public static byte[] Write(params IReadOnlyList<(string Key, object Value)> metadata)
    {
        var tokens = SmallTokenizers.LlamaForm()["model"]!["vocab"]!.AsObject().OrderBy(token => (int)token.Value!).Select(token => token.Key).ToArray();
        var values = Metadata(tokens);
        foreach (var (key, value) in metadata)
            values[key] = value;
        var tensors = Tensors(tokens.Length);

        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((long)tensors.Length);
        writer.Write((long)values.Count);
        foreach (var (key, value) in values)
        {
            WriteText(writer, key);
            WriteValue(writer, value);
        }

        var offset = 0L;
        foreach (var (name, dimensions) in tensors)
        {
            WriteText(writer, name);
            writer.Write(dimensions.Length);
            foreach (var dimension in dimensions)
                writer.Write((long)dimension);
            writer.Write(Float32);
            writer.Write(offset);
            offset += (long)dimensions.Aggregate(1, (a, b) => a * b) * sizeof(float); // multiples of the alignment, all of them
        }

        while (file.Position % Alignment != 0)
            writer.Write((byte)0);
        foreach (var (name, dimensions) in tensors)
        {
            for (var i = 0; i < dimensions.Aggregate(1, (a, b) => a * b); i++)
                writer.Write(name.Contains("norm", StringComparison.Ordinal) ? 1f : MathF.Sin(i * 0.7f));
        }

        return file.ToArray();
    }

    private static Dictionary<string, object> Metadata(string[] tokens) => new()
    {
        ["general.architecture"] = "llama",
        ["llama.context_length"] = 128u,
        ["llama.embedding_length"] = (uint)Width,
        ["llama.block_count"] = 1u,
        ["llama.feed_forward_length"] = (uint)Inner,
        ["llama.attention.head_count"] = 2u,
        ["llama.attention.layer_norm_rms_epsilon"] = 1e-5f,
        ["llama.rope.dimension_count"] = Width / 2u,
        ["tokenizer.ggml.model"] = "llama",
        ["tokenizer.ggml.tokens"] = tokens,
        // Pieces are joined in the order of their scores: here that of the ids, as of the merges in tokenizer.json.
        ["tokenizer.ggml.scores"] = Enumerable.Range(0, tokens.Length).Select(id => (float)-id).ToArray(),
        ["tokenizer.ggml.token_type"] = Enumerable.Range(0, tokens.Length).Select(id => id == 0 ? Unknown : id < 3 ? Control : id < 259 ? Byte : Normal).ToArray(),
        ["tokenizer.ggml.bos_token_id"] = 1u,
        ["tokenizer.ggml.eos_token_id"] = 2u,
        ["tokenizer.ggml.unknown_token_id"] = 0u,
        ["tokenizer.ggml.add_bos_token"] = true,
    };

    private static (string Name, int[] Dimensions)[] Tensors(int vocabulary) =>
    [
        ("token_embd.weight", [Width, vocabulary]),
        ("output_norm.weight", [Width]),
        ("blk.0.attn_norm.weight", [Width]),
        ("blk.0.attn_q.weight", [Width, Width]),
        ("blk.0.attn_k.weight", [Width, Width]),
        ("blk.0.attn_v.weight", [Width, Width]),
        ("blk.0.attn_output.weight", [Width, Width]),
        ("blk.0.ffn_norm.weight", [Width]),
        ("blk.0.ffn_gate.weight", [Width, Inner]),
        ("blk.0.ffn_up.weight", [Width, Inner]),
        ("blk.0.ffn_down.weight", [Inner, Width]),
    ];

    private static void WriteValue(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case uint number:
                writer.Write(UnsignedType);
                writer.Write(number);
                break;
            case float number:
                writer.Write(FloatType);
                writer.Write(number);
                break;
            case bool isSet:
                writer.Write(BoolType);
                writer.Write(isSet);
                break;
            case string text:
                writer.Write(TextType);
                WriteText(writer, text);
                break;
            case string[] texts:
                WriteList(writer, TextType, texts, text => WriteText(writer, text));
                break;
            case float[] numbers:
                WriteList(writer, FloatType, numbers, writer.Write);
                break;
            case int[] numbers:
                WriteList(writer, IntegerType, numbers, writer.Write);
                break;
            default:
                throw new ArgumentException($"No GGUF type for {value.GetType()}.", nameof(value));
        }
    }

    private static void WriteList<T>(BinaryWriter writer, uint type, T[] items, Action<T> write)
    {
        writer.Write(ListType);
        writer.Write(type);
        writer.Write((long)items.Length);
        foreach (var item in items)
            write(item);
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((long)bytes.Length);
        writer.Write(bytes);
    }
}
