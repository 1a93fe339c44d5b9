using System.Globalization;
using System.Text.Json;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Lexical;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

public class LexicalTests
{
    private static readonly JsonElement Texts = GoldenJson.Root("texts.json").GetProperty("sets");

    private static IEnumerable<TestCaseData> Corpora =>
        GoldenJson.Cases("lexical.json", "cases").Select(row => new TestCaseData(row).SetArgDisplayNames(row.Id()));

    private static IEnumerable<TestCaseData> Pairs =>
        GoldenJson.Root("lexical.json").GetProperty("common_length").GetProperty("cases").EnumerateArray()
            .Select(row => new TestCaseData(row).SetArgDisplayNames(row.Id()));

    [TestCaseSource(nameof(Corpora))]
    public void Tokens_are_those_of_lower_and_split(JsonElement row) =>
        Raw(row.GetProperty("texts").GetString()!).Select(T1Tokenizer.Tokenize)
            .Should().BeEquivalentTo(row.GetProperty("tokens_t1").EnumerateArray().Select(text => text.Texts()), options => options.WithStrictOrdering());

    // Values of Python 3.11: 'ΟΔΟΣ ΑΣ, Σ ΣΑ'.lower() and so on.
    [TestCase("ΟΔΟΣ ΑΣ, Σ ΣΑ", "οδος|ας,|σ|σα")]
    [TestCase("ΑΣ'Β ΑΣ.", "ασ'β|ας.")]
    [TestCase("İstanbul", "i\u0307stanbul")]
    [TestCase("a\u001cb\u001fc\u0085d\u00a0e\u200bf", "a|b|c|d|e\u200bf")]
    [TestCase("ẞ ǅ Ⅷ 𝔄 𐐀", "ß|ǆ|ⅷ|𝔄|𐐨")]
    [TestCase("\ud800A", "\ud800a")]
    public void Tokens_where_the_two_languages_differ(string text, string tokens) => T1Tokenizer.Tokenize(text).Should().Equal(tokens.Split('|'));

    [TestCaseSource(nameof(Corpora))]
    public void Golden_corpus(JsonElement row)
    {
        var golden = row.GetProperty("values");
        var corpus = TokenCorpus.FromTokens(row.GetProperty("tokens_t1").EnumerateArray().Select(text => text.Texts()));

        corpus.TokenCount.Should().Be((int)golden.Number("tokens_total"));
        CompareOrders(corpus, golden);
        var ratio = TypeTokenRatio.Of(corpus);
        ratio.Select(r => r.Pooled).ShouldBe(golden.NumberOrNull("type_token_ratio_pooled"), 0, 0, "TTR");
        ratio.Select(r => r.MeanOfTexts).ShouldBe(golden.NumberOrNull("type_token_ratio_mean_of_texts"), 1e-14, 0, "mean TTR");
        // README: BLEU 1e-12, self-repetition 1e-13.
        var bleu = SelfBleu.Of(corpus);
        bleu.Select(b => b.Mean).ShouldBe(golden.NumberOrNull("self_bleu_nltk_method1"), 0, 1e-12, "self-BLEU");
        if (bleu.IsDefined)
        {
            foreach (var (actual, expected) in bleu.Value.PerText.Zip(golden.Numbers("self_bleu_nltk_method1_per_text")))
                actual.ShouldBe(expected, 0, 1e-12, "self-BLEU of a text");
        }

        SelfBleu.Of(corpus.WithoutEmpty()).Select(b => b.Mean)
            .ShouldBe(golden.NumberOrNull("self_bleu_nltk_method1_blank_texts_dropped"), 0, 1e-12, "self-BLEU without blank texts");
        SelfRepetition.InNats(corpus).ShouldBe(golden.NumberOrNull("self_repetition_nats"), 0, 1e-13, "self-repetition");
    }

    [TestCaseSource(nameof(Corpora))]
    public void Golden_compression(JsonElement row)
    {
        var golden = row.GetProperty("values").GetProperty("compression");
        var compression = CompressionRatio.Of(Raw(row.GetProperty("texts").GetString()!));
        if (golden.NumberOrNull("zlib6_ratio") is null)
            compression.Reason.Should().Be("all texts are empty");
        else
            CompareCompression(compression.Value, golden);
    }

    [Test]
    public void Compression_orders_short_sets_as_zlib_does()
    {
        var rows = GoldenJson.Cases("lexical.json", "cases").Where(row => row.GetProperty("values").GetProperty("compression").NumberOrNull("zlib6_ratio") is not null).ToArray();
        var own = rows.Select(row => CompressionRatio.Of(Raw(row.GetProperty("texts").GetString()!)).Value.Ratio).ToArray();
        var golden = rows.Select(row => row.GetProperty("values").GetProperty("compression").Number("zlib6_ratio")).ToArray();
        for (var a = 0; a < own.Length; a++)
        {
            for (var b = 0; b < own.Length; b++)
            {
                if (golden[a] > 1.1 * golden[b]) // both encoders differ by up to 5 %
                    own[a].Should().BeGreaterThan(own[b]);
            }
        }
    }

    [TestCaseSource(nameof(Pairs))]
    public void Golden_common_length(JsonElement row)
    {
        var arms = row.GetProperty("arms").Texts();
        var tokens = arms.Select(arm => Raw(arm).Select(T1Tokenizer.Tokenize).ToArray()).ToArray();
        var golden = row.GetProperty("values");
        var length = CommonLength.InTokens(tokens.Select(arm => arm.Select(text => text.Count).ToArray()).ToArray()).Value;
        length.Should().Be((int)golden.Number("length"));
        foreach (var (arm, texts) in arms.Zip(tokens))
        {
            var corpus = TokenCorpus.FromTokens(texts).Cut(length);
            var expected = golden.GetProperty(arm);
            CompareOrders(corpus, expected);
            SelfBleu.Of(corpus).Select(b => b.Mean).ShouldBe(expected.Number("self_bleu_nltk_method1"), 0, 1e-12, "self-BLEU");
            SelfRepetition.InNats(corpus).ShouldBe(expected.Number("self_repetition_nats"), 0, 1e-13, "self-repetition");
            var joined = texts.Select(text => string.Join(' ', CommonLength.Cut(text, length))).ToArray();
            CompareCompression(CompressionRatio.Of(joined).Value, expected.GetProperty("compression"));
        }
    }

    [Test]
    public void Chosen_texts_score_as_a_corpus_of_their_own()
    {
        var tokens = Raw("reviews").Select(T1Tokenizer.Tokenize).ToArray();
        int[] members = [3, 17, 5, 40, 41];
        var chosen = TokenCorpus.FromTokens(tokens).Choose(members);
        var own = TokenCorpus.FromTokens(members.Select(i => tokens[i]));
        SelfBleu.Of(chosen).Value.PerText.Should().Equal(SelfBleu.Of(own).Value.PerText);
        DistinctN.Of(chosen, 2).Should().Be(DistinctN.Of(own, 2));
    }

    private static string[] Raw(string set) => Texts.GetProperty(set).GetProperty("texts").Texts();

    private static void CompareOrders(TokenCorpus corpus, JsonElement golden)
    {
        foreach (var order in golden.GetProperty("by_n").EnumerateObject())
        {
            var distinct = DistinctN.Of(corpus, int.Parse(order.Name, CultureInfo.InvariantCulture));
            distinct.Select(d => d.Distinct).ShouldBe(order.Value.NumberOrNull("distinct"), 0, 0, $"distinct-{order.Name}");
            if (!distinct.IsDefined)
                continue;
            distinct.Value.Unique.Should().Be((int)order.Value.Number("unique"));
            distinct.Value.Total.Should().Be((long)order.Value.Number("total"));
            foreach (var ead in order.Value.GetProperty("ead").EnumerateObject())
                distinct.Value.Ead(int.Parse(ead.Name, CultureInfo.InvariantCulture)).ShouldBe(ead.Value.Number(), 1e-12, 0, $"EAD-{order.Name}, V = {ead.Name}");
        }
    }

    // README: zlib within 5 %; below 200 bytes header bytes dominate, and only the order compares.
    private static void CompareCompression(CompressionRatio compression, JsonElement golden)
    {
        compression.Bytes.Should().Be((int)golden.Number("bytes"));
        if (compression.Bytes >= 200)
            compression.Ratio.Should().BeApproximately(golden.Number("zlib6_ratio"), 0.05 * golden.Number("zlib6_ratio"));
    }
}
