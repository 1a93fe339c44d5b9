using System.Text.Json.Nodes;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Tokenization;

/// <summary>Splitting, normalising and decoding of byte-level BPE; a merge shows whether two bytes were in one piece.</summary>
public class ByteLevelTests
{
    private const string Llama3 =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Qwen =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    // Llama 3 takes digits in threes from the left, 123|4: "3 4" is never in one piece, "2 3" is. Byte of '1' = 49.
    [TestCase(Llama3, "1234", "3 4", 49, 50, 51, 52)]
    [TestCase(Llama3, "1234", "2 3", 49, 256, 52)]
    // Qwen takes every digit by itself.
    [TestCase(Qwen, "12", "1 2", 49, 50)]
    // Both glue one foreign character to a word, and line ends to punctuation: "!\n" is one piece.
    [TestCase(Qwen, "(a", "( a", 256)]
    [TestCase(Qwen, "!\n", "! Ċ", 256)]
    // Contractions in any case: 'S is a piece of its own, so "S a" cannot be joined.
    [TestCase(Llama3, "'Sa", "S a", 39, 83, 97)]
    public void Split_patterns_of_real_models_cut_where_they_should(string pattern, string text, string merge, params int[] ids)
    {
        var json = SmallTokenizers.ByteLevel(merge);
        json["pre_tokenizer"] = new JsonObject
        {
            ["type"] = "Sequence",
            ["pretokenizers"] = new JsonArray(
                new JsonObject { ["type"] = "Split", ["pattern"] = new JsonObject { ["Regex"] = pattern }, ["behavior"] = "Isolated", ["invert"] = false },
                new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["use_regex"] = false }),
        };

        Ids(json.Load().Encode(text)).Should().Equal(ids);
    }

    // GPT-2: "a b" is a| b, a blank goes with the next word: "Ġ b" joins, "a Ġ" does not.
    [TestCase("a b", "Ġ b", 97, 256)]
    [TestCase("a b", "a Ġ", 97, 32, 98)]
    // U+1D49C (F0 9D 92 9C) is a letter beyond U+FFFF: it stays in the word with the a before it, so a and F0 join.
    [TestCase("a\U0001D49C", "a ð", 256, 0x9D, 0x92, 0x9C)]
    // U+1F642 (F0 9F 99 82) is a symbol: a new piece begins.
    [TestCase("a\U0001F642", "a ð", 97, 0xF0, 0x9F, 0x99, 0x82)]
    // U+1D7D8 (F0 9D 9F 98) is a digit: joins a digit, not a letter.
    [TestCase("1\U0001D7D8", "1 ð", 256, 0x9D, 0x9F, 0x98)]
    [TestCase("a\U0001D7D8", "a ð", 97, 0xF0, 0x9D, 0x9F, 0x98)]
    public void Gpt2_splitting_sees_code_points(string text, string merge, params int[] ids) =>
        Ids(SmallTokenizers.ByteLevel(merge).Load().Encode(text)).Should().Equal(ids);

    // Merges apply by rank, not from the left: in "abc" with "b c" before "a b" the right pair wins.
    [TestCase(new[] { "b c", "a b" }, 97, 256)]
    [TestCase(new[] { "a b", "b c" }, 256, 99)]
    public void The_earliest_merge_wins(string[] merges, params int[] ids) =>
        Ids(SmallTokenizers.ByteLevel(merges).Load().Encode("abc")).Should().Equal(ids);

    [Test]
    public void Merges_may_be_written_as_pairs()
    {
        var json = SmallTokenizers.ByteLevel("a b");
        json["model"]!["merges"] = new JsonArray(new JsonArray("a", "b"));

        Ids(json.Load().Encode("ab")).Should().Equal(256);
    }

    [Test]
    public void A_whole_word_of_the_vocabulary_needs_no_merges_when_the_file_ignores_them()
    {
        var json = SmallTokenizers.ByteLevel("a b");
        json["model"]!["vocab"]!["xyz"] = 257;
        json["model"]!["ignore_merges"] = true;

        Ids(json.Load().Encode("xyz ab")).Should().Equal(257, 32, 256);
    }

    [Test]
    public void A_byte_without_a_token_is_left_out_when_there_is_no_unknown_token()
    {
        var json = SmallTokenizers.ByteLevel("a b");
        json["model"]!["vocab"]!.AsObject().Remove("z");

        // The reference implementation drops it and joins what then stands side by side.
        Ids(json.Load().Encode("azb")).Should().Equal(256);
    }

    [Test]
    public void A_prefix_blank_is_added_once()
    {
        var json = SmallTokenizers.ByteLevel("Ġ a");
        json["pre_tokenizer"]!["add_prefix_space"] = true;
        var tokenizer = json.Load();

        Ids(tokenizer.Encode("a")).Should().Equal(256);
        Ids(tokenizer.Encode(" a")).Should().Equal(256);
        tokenizer.Encode("").Should().BeEmpty();
    }

    [Test]
    public void Incomplete_utf8_at_the_end_decodes_to_the_replacement_character()
    {
        var tokenizer = SmallTokenizers.ByteLevel().Load();
        var euro = tokenizer.Encode("a€");

        tokenizer.Decode([.. euro.Take(3)]).Should().Be("a\uFFFD");
        tokenizer.Decode(euro).Should().Be("a€");
    }

    [Test]
    public void An_id_outside_the_vocabulary_is_refused()
    {
        var decode = () => SmallTokenizers.ByteLevel().Load().Decode([new TokenId(256)]);

        decode.Should().Throw<ArgumentOutOfRangeException>();
    }

    // Byte-level ids lose nothing, so decoding shows what the normaliser made of the text.
    [TestCase("NFC", "e\u0301 A\u030A \u212B", "é Å Å")]
    // Dot below (class 220) sorts before dot above (230): q stays, both marks change places.
    [TestCase("NFC", "q\u0307\u0323", "q\u0323\u0307")]
    // Hangul: HIEUH + A + NIEUN = U+D55C; U+0958 is excluded from composition.
    [TestCase("NFC", "\u1112\u1161\u11AB \u0958", "한 \u0915\u093C")]
    // From Unicode's NormalizationTest.txt: 0061 0315 0300 05AE becomes 00E0 05AE 0315.
    [TestCase("NFC", "a\u0315\u0300\u05AE", "\u00E0\u05AE\u0315")]
    // A mark of the same class as the one before it is blocked.
    [TestCase("NFC", "a\u0305\u0300", "a\u0305\u0300")]
    [TestCase("NFD", "é 한", "e\u0301 \u1112\u1161\u11AB")]
    [TestCase("Lowercase", "ÄÖ İ", "äö i\u0307")]
    [TestCase("StripAccents", "e\u0301", "e")]
    public void Normalisers_work_without_ICU(string type, string text, string normalized)
    {
        var json = SmallTokenizers.ByteLevel();
        json["normalizer"] = new JsonObject { ["type"] = type };
        var tokenizer = json.Load();

        tokenizer.Decode(tokenizer.Encode(text)).Should().Be(normalized);
    }

    private static IEnumerable<int> Ids(IReadOnlyList<TokenId> tokens) => tokens.Select(token => token.Value);
}
