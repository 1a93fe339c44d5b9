using System.Text.Json.Nodes;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Tokenization;

/// <summary>Added tokens and their options, on a byte-level tokenizer: an ordinary character's id is its byte.</summary>
public class AddedTokenTests
{
    // 256 is <x>; a = 97, blank = 32, _ = 95, é = C3 A9.
    [TestCase(new string[0], "a <x> a", 97, 32, 256, 32, 97)]
    [TestCase(new[] { "lstrip" }, "a \t<x> a", 97, 256, 32, 97)]
    [TestCase(new[] { "rstrip" }, "a <x> \na", 97, 32, 256, 97)]
    [TestCase(new[] { "lstrip", "rstrip" }, "<x> <x>", 256, 256)]
    public void Strip_options_swallow_white_space(string[] flags, string text, params int[] ids) =>
        Ids(Load(SmallTokenizers.Added(256, "<x>", flags)).Encode(text)).Should().Equal(ids);

    [TestCase("x a", 256, 32, 97)]
    [TestCase("xa", 120, 97)]
    [TestCase("ax", 97, 120)]
    [TestCase("_x", 95, 120)]
    [TestCase("éx", 0xC3, 0xA9, 120)]
    [TestCase("(x)", 40, 256, 41)]
    [TestCase("xx", 120, 120)]
    public void A_single_word_token_needs_free_edges(string text, params int[] ids) =>
        Ids(Load(SmallTokenizers.Added(256, "x", "single_word")).Encode(text)).Should().Equal(ids);

    [Test]
    public void Of_several_tokens_the_longest_wins() =>
        Ids(Load(SmallTokenizers.Added(256, "<x"), SmallTokenizers.Added(257, "<x>")).Encode("<x><xa")).Should().Equal(257, 256, 97);

    // A normalised token is looked for in the normalised text, a raw one in the text as written.
    [TestCase("normalized", "YES", 256)]
    [TestCase("raw", "YES", 121, 101, 115)]
    [TestCase("raw", "Yes", 256)]
    public void Normalized_tokens_match_after_the_normaliser(string flag, string text, params int[] ids)
    {
        var json = SmallTokenizers.ByteLevel();
        json["normalizer"] = new JsonObject { ["type"] = "Lowercase" };
        json["added_tokens"] = new JsonArray(JsonNode.Parse(SmallTokenizers.Added(256, "Yes", flag)));

        Ids(json.Load().Encode(text)).Should().Equal(ids);
    }

    [Test]
    public void Only_special_tokens_are_left_out_of_the_text()
    {
        var tokenizer = Load(SmallTokenizers.Added(256, "<x>"), SmallTokenizers.Added(300, "<y>", "ordinary"));

        tokenizer.VocabularySize.Should().Be(301);
        tokenizer.Decode(tokenizer.Encode("a<x><y>")).Should().Be("a<y>");
        tokenizer.Decode(tokenizer.Encode("a<x><y>"), skipSpecialTokens: false).Should().Be("a<x><y>");
        tokenizer.Find("<y>").Should().Be(new TokenId(300));
    }

    private static DiversityBench.Fixtures.Tokenization.HuggingFaceTokenizer Load(params string[] added)
    {
        var json = SmallTokenizers.ByteLevel();
        json["added_tokens"] = new JsonArray([.. added.Select(token => JsonNode.Parse(token))]);
        return json.Load();
    }

    private static IEnumerable<int> Ids(IReadOnlyList<TokenId> tokens) => tokens.Select(token => token.Value);
}
