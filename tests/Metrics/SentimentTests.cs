using System.Security.Cryptography;
using System.Text.Json;
using DiversityBench.Metrics.Sentiment;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

public class SentimentTests
{
    private static readonly VaderAnalyzer Analyzer = new();

    private static IEnumerable<TestCaseData> Groups => GoldenJson.Cases("sentiment.json", "cases")
        .GroupBy(row => row.Id()[..row.Id().LastIndexOf('_')])
        .Select(group => new TestCaseData(group.ToArray()).SetArgDisplayNames(group.Key));

    [TestCaseSource(nameof(Groups))]
    public void Golden_sentences(JsonElement[] rows)
    {
        foreach (var row in rows)
        {
            var score = Analyzer.Score(row.GetProperty("text").GetString()!);
            var golden = row.GetProperty("unrounded");
            // README: unrounded values to 1e-12.
            score.Compound.ShouldBe(golden.Number("compound"), 0, 1e-12, $"compound of {row.Id()}");
            score.Positive.ShouldBe(golden.Number("pos"), 0, 1e-12, $"pos of {row.Id()}");
            score.Neutral.ShouldBe(golden.Number("neu"), 0, 1e-12, $"neu of {row.Id()}");
            score.Negative.ShouldBe(golden.Number("neg"), 0, 1e-12, $"neg of {row.Id()}");
        }
    }

    [Test]
    public void All_golden_sentences_are_there() => GoldenJson.Cases("sentiment.json", "cases").Should().HaveCount(624);

    [Test]
    public void Lexicon_has_the_entries_of_the_package()
    {
        var facts = GoldenJson.Root("sentiment.json").GetProperty("lexicon_facts");
        VaderLexicon.Embedded.Count.Should().Be((int)facts.Number("lexicon_entries"));
        VaderLexicon.Embedded.EmojiCount.Should().Be((int)facts.Number("emoji_of_one_code_point"));
    }

    [TestCase("vader_lexicon.txt")]
    [TestCase("emoji_utf8_lexicon.txt")]
    [TestCase("LICENSE.txt")]
    public void Embedded_files_are_those_of_the_package(string file)
    {
        using var stream = typeof(VaderLexicon).Assembly.GetManifestResourceStream($"DiversityBench.Metrics.Sentiment.Resources.{file}")!;
        var golden = GoldenJson.Root("sentiment.json").GetProperty("data_files").GetProperty(file).GetProperty("sha256").GetString();
        Convert.ToHexStringLower(SHA256.HashData(stream)).Should().Be(golden);
    }

    [Test]
    public void Summary_leaves_blank_texts_out()
    {
        // "Good." scores 1.9 / sqrt(1.9^2 + 15) = 0.4404.
        var summary = SentimentSummary.Of(["Good.", " ", "Good."], Analyzer).Value;
        summary.Mean.Should().BeApproximately(0.4404, 5e-5);
        summary.ShareInTopBin.Should().Be(0);
        summary.Blank.Should().Be(1);
    }
}
