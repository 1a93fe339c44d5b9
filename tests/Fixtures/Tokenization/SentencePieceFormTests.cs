using System.Text.Json.Nodes;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Tokenization;

/// <summary>BPE of the form that SentencePiece models take in tokenizer.json; ids derived by hand from <see cref="SmallTokenizers.LlamaForm"/>.</summary>
public class SentencePieceFormTests
{
    // "hello" -> "▁hello": h e -> he, l l -> ll, he ll -> hell, hell o -> hello, ▁ hello -> ▁hello = 268, <s> = 1 before it.
    [TestCase("hello", 1, 268)]
    [TestCase("hello hello", 1, 268, 268)]
    // "▁▁hello": ▁ hello (rank 4) is joined before ▁ ▁ (rank 5), so one ▁ stays alone.
    [TestCase(" hello", 1, 259, 268)]
    // "▁▁▁": the leftmost pair first.
    [TestCase("  ", 1, 269, 259)]
    // The euro sign is E2 82 AC: 3 + 226, 3 + 130, 3 + 172.
    [TestCase("he€", 1, 259, 264, 229, 133, 175)]
    // "\n" is no piece of its own: byte 0A.
    [TestCase("\nhello", 1, 259, 13, 267)]
    // A special token cuts the text; each section gets its own ▁.
    [TestCase("hello</s>hello", 1, 268, 2, 268)]
    [TestCase("<s>hello", 1, 1, 268)]
    [TestCase("", 1)]
    public void Llama2_form_gives_ids_derived_by_hand(string text, params int[] ids) =>
        Ids(SmallTokenizers.LlamaForm().Load().Encode(text)).Should().Equal(ids);

    [Test]
    public void Leaving_out_special_tokens_leaves_out_the_template_only() =>
        Ids(SmallTokenizers.LlamaForm().Load().Encode("</s>hello", addSpecialTokens: false)).Should().Equal(2, 268);

    // Newer files: Metaspace instead of the normaliser, and only the start of the whole text gets ▁.
    [TestCase("first", "hello</s>hello", 1, 268, 2, 267)]
    [TestCase("always", "hello</s>hello", 1, 268, 2, 268)]
    [TestCase("never", "hello hello", 1, 267, 268)]
    // A text that begins with a blank has its ▁ already.
    [TestCase("first", " hello", 1, 268)]
    public void Metaspace_form_gives_ids_derived_by_hand(string scheme, string text, params int[] ids)
    {
        var json = SmallTokenizers.LlamaForm();
        json["normalizer"] = null;
        json["pre_tokenizer"] = new JsonObject { ["type"] = "Metaspace", ["replacement"] = "▁", ["prepend_scheme"] = scheme, ["split"] = false };

        Ids(json.Load().Encode(text)).Should().Equal(ids);
    }

    [Test]
    public void Metaspace_that_splits_keeps_pieces_apart()
    {
        var json = SmallTokenizers.LlamaForm();
        json["normalizer"] = null;
        json["pre_tokenizer"] = new JsonObject { ["type"] = "Metaspace", ["replacement"] = "▁", ["add_prefix_space"] = true };

        // "▁▁▁hello" is cut before every ▁: ▁, ▁, ▁hello; ▁ ▁ cannot be joined.
        Ids(json.Load().Encode("   hello")).Should().Equal(1, 259, 259, 268);
    }

    // Without byte fallback z is unknown; with fuse_unk a run of unknown characters is one token.
    [TestCase(true, "zzhezz", 1, 259, 0, 264, 0)]
    [TestCase(false, "zzhezz", 1, 259, 0, 0, 264, 0, 0)]
    public void Unknown_characters_are_fused_when_the_file_says_so(bool fuse, string text, params int[] ids)
    {
        var json = SmallTokenizers.LlamaForm();
        json["model"]!["byte_fallback"] = false;
        json["model"]!["fuse_unk"] = fuse;

        Ids(json.Load().Encode(text)).Should().Equal(ids);
    }

    [Test]
    public void A_character_with_a_byte_that_has_no_token_is_unknown()
    {
        var json = SmallTokenizers.LlamaForm();
        json["model"]!["vocab"]!.AsObject().Remove("<0x82>");

        // € is E2 82 AC; two of them are one unknown token, é (C3 A9) still has both bytes: 3 + 195, 3 + 169.
        Ids(json.Load().Encode("€€é")).Should().Equal(1, 259, 0, 198, 172);
    }

    [Test]
    public void Decoding_puts_blanks_and_bytes_back()
    {
        var tokenizer = SmallTokenizers.LlamaForm().Load();

        tokenizer.Decode(Tokens(1, 268, 268)).Should().Be("hello hello");
        tokenizer.Decode(Tokens(1, 268, 268), skipSpecialTokens: false).Should().Be("<s> hello hello");
        tokenizer.Decode(Tokens(259, 264, 229, 133, 175)).Should().Be("he€");
        tokenizer.Decode(Tokens()).Should().BeEmpty();
        // Two of the three bytes of the euro sign: one U+FFFD a byte, as in the reference implementation.
        tokenizer.Decode(Tokens(268, 229, 133)).Should().Be("hello\uFFFD\uFFFD");
    }

    [Test]
    public void Metaspace_decoder_drops_the_first_blank_alone()
    {
        var json = SmallTokenizers.LlamaForm();
        json["decoder"] = new JsonObject { ["type"] = "Metaspace", ["replacement"] = "▁", ["prepend_scheme"] = "always" };

        json.Load().Decode(Tokens(1, 268, 268)).Should().Be("hello hello");
    }

    [Test]
    public void A_long_text_without_split_is_encoded_in_reasonable_time()
    {
        var tokenizer = SmallTokenizers.LlamaForm().Load();
        var text = string.Join(' ', Enumerable.Repeat("hello", 20_000));

        // One piece of 120 000 characters: quadratic merging would take minutes.
        tokenizer.Encode(text, addSpecialTokens: false).Should().HaveCount(20_000).And.OnlyContain(id => id.Value == 268);
    }

    private static IEnumerable<int> Ids(IReadOnlyList<TokenId> tokens) => tokens.Select(token => token.Value);

    private static TokenId[] Tokens(params int[] ids) => [.. ids.Select(id => new TokenId(id))];
}
