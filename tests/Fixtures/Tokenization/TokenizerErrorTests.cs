using System.Text.Json.Nodes;
using DiversityBench.Fixtures.Tokenization;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Tokenization;

/// <summary>What is not supported is refused by path, never guessed.</summary>
public class TokenizerErrorTests
{
    [Test]
    public void An_unknown_component_is_named_with_its_path_and_the_supported_ones()
    {
        var json = SmallTokenizers.ByteLevel();
        json["pre_tokenizer"] = new JsonObject
        {
            ["type"] = "Sequence",
            ["pretokenizers"] = new JsonArray(new JsonObject { ["type"] = "Digits", ["individual_digits"] = true }, new JsonObject { ["type"] = "UnicodeScripts" }),
        };

        Message(json).Should().StartWith("Expected $.pre_tokenizer.pretokenizers[1] of ")
            .And.Contain("to be a supported pre-tokenizer because").And.Contain("but found 'UnicodeScripts'.")
            .And.Contain("\nPath: $.pre_tokenizer.pretokenizers[1]\n").And.Contain("\nSupported: Sequence, Split, Digits, ByteLevel")
            .And.Contain("\nNext step: ");
    }

    [TestCase("normalizer", """{ "type": "Precompiled" }""", "$.normalizer", "BertNormalizer")]
    [TestCase("post_processor", """{ "type": "Other" }""", "$.post_processor", "TemplateProcessing")]
    [TestCase("decoder", """{ "type": "CTC" }""", "$.decoder", "ByteFallback")]
    [TestCase("model", """{ "type": "Unigram", "vocab": [] }""", "$.model", "WordPiece")]
    [TestCase("model", """{ "type": "BPE", "vocab": { "a": 0 }, "merges": [], "dropout": 0.1 }""", "$.model.dropout", "null")]
    [TestCase("model", """{ "type": "BPE", "vocab": { "a": 0 }, "merges": [], "end_of_word_suffix": "</w>" }""", "$.model.end_of_word_suffix", "null")]
    [TestCase("model", """{ "type": "BPE", "vocab": { "a": 0 }, "merges": ["a b"] }""", "$.model.merges[0]", "('b' is not)")]
    [TestCase("model", """{ "type": "BPE", "vocab": { "a": -1 }, "merges": [] }""", "$.model.vocab['a']", "a non-negative integer")]
    [TestCase("model", """{ "type": "BPE", "vocab": { "a": 2000000000 }, "merges": [] }""", "$.model.vocab", "and not 2000000000")]
    [TestCase("model", """{ "type": "BPE", "vocab": {}, "merges": [] }""", "$.model.vocab", "a vocabulary with tokens")]
    [TestCase("model", """{ "type": "BPE", "vocab": { "a": 0 } }""", "$.model", "'merges'")]
    [TestCase("pre_tokenizer", """{ "type": "Split", "pattern": { "Regex": "\\p{Han}" }, "behavior": "Isolated" }""", "$.pre_tokenizer.pattern.Regex", "regular expressions that .NET reads")]
    [TestCase("pre_tokenizer", """{ "type": "Split", "pattern": { "Regex": "a" }, "behavior": "Sideways" }""", "$.pre_tokenizer.behavior", "MergedWithNext")]
    public void Every_part_is_checked(string part, string value, string path, string named)
    {
        var json = SmallTokenizers.ByteLevel();
        json[part] = JsonNode.Parse(value);

        Message(json).Should().Contain($"Path: {path}\n").And.Contain(named);
    }

    [Test]
    public void A_file_that_is_cut_off_is_named_with_its_line()
    {
        var load = () => TokenCases.Write("{\n  \"model\": {");

        load.Should().Throw<InvalidDataException>().WithMessage("Expected * to be JSON because * line 2.*Next step: *");
    }

    [Test]
    public void A_missing_file_is_named()
    {
        var load = () => HuggingFaceTokenizer.Load("nowhere/tokenizer.json");

        load.Should().Throw<FileNotFoundException>().WithMessage("Expected nowhere/tokenizer.json to exist because *Next step: *");
    }

    private static string Message(JsonObject json)
    {
        var load = () => json.Load();
        return load.Should().Throw<InvalidDataException>().Which.Message;
    }
}
