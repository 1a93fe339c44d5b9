using System.Text.Json;
using System.Text.Json.Nodes;

namespace DiversityBench.Tests.Fixtures.Tokenization;

/// <summary>Tokenizers small enough to derive every id by hand.</summary>
internal static class SmallTokenizers
{
    private static readonly string[] Pieces = ["▁", "h", "e", "l", "o", "he", "ll", "hell", "hello", "▁hello", "▁▁"];

    /// <summary>
    /// The form of Llama 2's file. Ids: 0 unk, 1 s, 2 /s, 3 + b byte b, then 259 ▁, 260 h, 261 e, 262 l, 263 o, 264 he, 265 ll,
    /// 266 hell, 267 hello, 268 ▁hello, 269 ▁▁. Merges in this order: h e, l l, he ll, hell o, ▁ hello, ▁ ▁.
    /// </summary>
    public static JsonObject LlamaForm()
    {
        var vocabulary = new JsonObject { ["<unk>"] = 0, ["<s>"] = 1, ["</s>"] = 2 };
        for (var b = 0; b < 256; b++)
            vocabulary[$"<0x{b:X2}>"] = 3 + b;
        for (var i = 0; i < Pieces.Length; i++)
            vocabulary[Pieces[i]] = 259 + i;
        return Parse($$"""
            {
              "added_tokens": [ {{Added(0, "<unk>")}}, {{Added(1, "<s>")}}, {{Added(2, "</s>")}} ],
              "normalizer": { "type": "Sequence", "normalizers": [
                { "type": "Prepend", "prepend": "▁" }, { "type": "Replace", "pattern": { "String": " " }, "content": "▁" } ] },
              "pre_tokenizer": null,
              "post_processor": { "type": "TemplateProcessing",
                "single": [ { "SpecialToken": { "id": "<s>", "type_id": 0 } }, { "Sequence": { "id": "A", "type_id": 0 } } ],
                "special_tokens": { "<s>": { "id": "<s>", "ids": [1], "tokens": ["<s>"] } } },
              "decoder": { "type": "Sequence", "decoders": [
                { "type": "Replace", "pattern": { "String": "▁" }, "content": " " }, { "type": "ByteFallback" }, { "type": "Fuse" },
                { "type": "Strip", "content": " ", "start": 1, "stop": 0 } ] },
              "model": { "type": "BPE", "dropout": null, "unk_token": "<unk>", "fuse_unk": true, "byte_fallback": true,
                "vocab": {{vocabulary.ToJsonString()}},
                "merges": ["h e", "l l", "he ll", "hell o", "▁ hello", "▁ ▁"] }
            }
            """);
    }

    /// <summary>Byte-level BPE: ids 0-255 are GPT-2's characters in the order of bytes, 256 + i the i-th merge.</summary>
    public static JsonObject ByteLevel(params string[] merges)
    {
        var vocabulary = new JsonObject();
        var next = 0x100;
        for (var b = 0; b < 256; b++)
            vocabulary[((b is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or >= 0xAE) ? (char)b : (char)next++).ToString()] = b;
        for (var i = 0; i < merges.Length; i++)
            vocabulary[merges[i].Replace(" ", "", StringComparison.Ordinal)] = 256 + i;
        return Parse($$"""
            {
              "added_tokens": [], "normalizer": null,
              "pre_tokenizer": { "type": "ByteLevel", "add_prefix_space": false, "use_regex": true },
              "post_processor": null, "decoder": { "type": "ByteLevel" },
              "model": { "type": "BPE", "vocab": {{vocabulary.ToJsonString()}}, "merges": {{JsonSerializer.Serialize(merges)}} }
            }
            """);
    }

    /// <summary>One entry of added_tokens; <paramref name="flags"/> are the options that are on.</summary>
    public static string Added(int id, string content, params string[] flags) => new JsonObject
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = flags.Contains("single_word"),
        ["lstrip"] = flags.Contains("lstrip"),
        ["rstrip"] = flags.Contains("rstrip"),
        ["normalized"] = flags.Contains("normalized"),
        ["special"] = !flags.Contains("ordinary"),
    }.ToJsonString();

    public static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    public static DiversityBench.Fixtures.Tokenization.HuggingFaceTokenizer Load(this JsonObject tokenizer) => TokenCases.Write(tokenizer.ToJsonString());
}
