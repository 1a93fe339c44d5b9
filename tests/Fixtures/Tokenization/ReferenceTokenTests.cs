using DiversityBench.Fixtures.Tokenization;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Tokenization;

/// <summary>Ids of real models' tokenizers against those of the Hugging Face tokenizers library.</summary>
public class ReferenceTokenTests
{
    [TestCase("base")]
    [TestCase("ppo-strong")]
    public void Ladder_ids_equal_the_reference(string rung)
    {
        var tokenizer = HuggingFaceTokenizer.Load(TestData.Model("reference", rung, "tokenizer.json"));
        var cases = TokenCases.Read(TestData.ModelGolden("reference", "token_cases.json"));

        TokenCases.AssertAll(cases, text => tokenizer.Encode(text)).Should().Be(200);
        tokenizer.VocabularySize.Should().Be(4096);
    }

    [Test]
    public void Smollm2_ids_equal_the_reference_special_tokens_included()
    {
        var tokenizer = HuggingFaceTokenizer.Load(TestData.Model("smollm2-135m-instruct", "tokenizer.json"));
        var cases = TokenCases.Read(TestData.ModelGolden("smollm2-135m-instruct", "token_cases.json"));

        TokenCases.AssertAll(cases.GetProperty("cases"), text => tokenizer.Encode(text)).Should().Be(151);
        tokenizer.VocabularySize.Should().Be(49152);
        tokenizer.Find("<|im_start|>")!.Value.Value.Should().Be(1);
        tokenizer.Find("no such token").Should().BeNull();
    }

    [Test]
    public void Sentence_encoder_ids_equal_the_reference_truncated_at_256()
    {
        var tokenizer = HuggingFaceTokenizer.Load(TestData.Model("all-MiniLM-L6-v2", "tokenizer.json"));
        var cases = TokenCases.Read(TestData.ModelGolden("all-MiniLM-L6-v2", "token_cases.json"));

        TokenCases.AssertAll(cases.GetProperty("cases"), text => tokenizer.EncodeTruncated(text, 256)).Should().Be(229);
        tokenizer.VocabularySize.Should().Be(30522);
    }

    /// <summary>Byte-level tokenizers lose nothing: decoding gives the text back, special tokens where they are kept.</summary>
    [TestCase("reference", "base/tokenizer.json")]
    [TestCase("smollm2-135m-instruct", "tokenizer.json")]
    public void Decoding_gives_the_text_back(string model, string tokenizerPath)
    {
        var tokenizer = HuggingFaceTokenizer.Load(TestData.Model(model, tokenizerPath));
        var root = TokenCases.Read(TestData.ModelGolden(model, "token_cases.json"));
        var cases = root.ValueKind == System.Text.Json.JsonValueKind.Array ? root : root.GetProperty("cases");
        foreach (var item in cases.EnumerateArray())
        {
            var text = item.GetProperty("text").GetString()!;
            tokenizer.Decode([.. TokenCases.Ids(item.GetProperty("ids"))], skipSpecialTokens: false).Should().Be(text);
        }
    }
}
