using System.Text;
using System.Text.Json;
using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Sentiment;
using DiversityBench.Metrics.Sets;
using FluentAssertions;
using NUnit.Framework;
using static DiversityBench.Tests.Fixtures.Recorded.RealLineages;

namespace DiversityBench.Tests.Fixtures.Recorded;

/// <summary>The figures of measured.json on words and sentiment out of our own reader and metrics: counts are equal, sums differ by rounding. Those on meaning: <see cref="RealMeaningTests"/>.</summary>
[TestFixture]
internal sealed class RealLineageTests
{
    private const int Vocabulary = 50257;

    /// <summary>Python's VADER rounds each text to four decimals; a few texts fall on the other side: sums over 805 answers differ by 0.0078 (Mistral-7B-Instruct, cut) and 0.0019 (whole).</summary>
    private const double SentimentSum = 0.01;

    private readonly VaderAnalyzer _sentiment = new();

    [TestCaseSource(typeof(RealLineages), nameof(Sets))]
    public void Every_figure_of_a_model_is_tested(string name, string form)
    {
        string[] words = ["n", "length_mean", "length_median", "ngrams_distinct", "ngrams_total", "distinct", "ead", "ead_mean_1_to_5", "gzip_bytes_in", "gzip_bytes_out", "gzip_ratio",
            "opening_effective_number", "opening_kinds", "opening_top_share", "opening_top"];
        string[] sentiment = ["compound_mean", "compound_share_above_0.9"];
        string[] meaning = ["diversity", "diversity_se", "vendi"];
        var lineage = Lineage(name);

        foreach (var model in lineage.GetProperty("models").EnumerateObject())
            Names(model.Value.GetProperty(form)).Should().BeEquivalentTo([.. words, .. sentiment, .. meaning]);
        foreach (var step in lineage.GetProperty("paired").EnumerateArray())
            Names(step.GetProperty(form)).Should().BeEquivalentTo("n", "length", "compound", "diversity");
    }

    [TestCaseSource(typeof(RealLineages), nameof(Sets))]
    public void Words_of_a_lineage_give_the_measured_figures(string name, string form)
    {
        var lineage = Lineage(name);
        foreach (var model in Texts(lineage, form))
        {
            var measured = lineage.At($"models/{model.Key}").GetProperty(form);
            var words = model.Value.Values.Select(T1Tokenizer.Tokenize).ToArray();
            measured.Number("n").Should().Be(words.Length);
            Near(words.Average(w => (double)w.Count), measured.Number("length_mean"));
            Median(words.Select(w => (double)w.Count)).Should().Be(measured.Number("length_median"));
            List<double> adjusted = [];
            foreach (var grams in NGrams.UpTo(TokenCorpus.FromTokens(words), 5))
            {
                var counts = DistinctN.Of(grams).Value;
                counts.Unique.Should().Be((int)measured.Number($"ngrams_distinct/{grams.Order}"));
                counts.Total.Should().Be((long)measured.Number($"ngrams_total/{grams.Order}"));
                Near(counts.Distinct, measured.Number($"distinct/{grams.Order}"));
                adjusted.Add(counts.Ead(Vocabulary).Value);
                Near(adjusted[^1], measured.Number($"ead/{grams.Order}"));
            }

            Near(adjusted.Average(), measured.Number("ead_mean_1_to_5"));
            Openings(words, measured);
            var compressed = CompressionRatio.Of([.. model.Value.Values]).Value;
            compressed.Bytes.Should().Be((int)measured.Number("gzip_bytes_in")).And.Be(Encoding.UTF8.GetByteCount(string.Join(' ', model.Value.Values)));

            // Deflate is another implementation here: slightly other sizes.
            Near(compressed.CompressedBytes, measured.Number("gzip_bytes_out"), 0.02 * measured.Number("gzip_bytes_out"));
            Near(compressed.Ratio, measured.Number("gzip_ratio"), 0.02 * measured.Number("gzip_ratio"));
        }
    }

    [TestCaseSource(typeof(RealLineages), nameof(Sets))]
    public void Sentiment_of_a_lineage_gives_the_measured_figures(string name, string form)
    {
        var lineage = Lineage(name);
        var compounds = Texts(lineage, form).ToDictionary(model => model.Key, model => Compounds(model.Value));
        foreach (var (model, values) in compounds)
        {
            var measured = lineage.At($"models/{model}").GetProperty(form);
            Near(values.Values.Sum(), measured.Number("compound_mean") * values.Count, SentimentSum);
            Near(values.Values.Count(c => c > 0.9) / (double)values.Count, measured.Number("compound_share_above_0.9"));
        }

        foreach (var step in lineage.GetProperty("paired").EnumerateArray())
        {
            var differences = Differences(compounds[step.Text("earlier")], compounds[step.Text("later")]);
            var measured = step.At($"{form}/compound");
            Near(differences.Sum(), measured.Number("mean") * differences.Length, 2 * SentimentSum);
            Near(StandardError(differences), measured.Number("se"), 1e-5);
        }
    }

    [TestCaseSource(typeof(RealLineages), nameof(Sets))]
    public void Lengths_along_a_lineage_change_as_measured(string name, string form)
    {
        var lineage = Lineage(name);
        var lengths = Texts(lineage, form).ToDictionary(model => model.Key, model => model.Value.ToDictionary(text => text.Key, text => (double)T1Tokenizer.Split(text.Value).Count));
        foreach (var step in lineage.GetProperty("paired").EnumerateArray())
        {
            var differences = Differences(lengths[step.Text("earlier")], lengths[step.Text("later")]);
            differences.Should().HaveCount((int)step.Number($"{form}/n"));
            Near(differences.Average(), step.Number($"{form}/length/mean"));
            Near(StandardError(differences), step.Number($"{form}/length/se"));
        }
    }

    private static void Openings(IReadOnlyList<string>[] words, JsonElement measured)
    {
        string[] openings = [.. words.Select(w => string.Join(' ', w.Take(4)))];
        Near(HillNumber.Of(openings, 1, millerMadow: false).Value([.. Enumerable.Range(0, openings.Length)])!.Value, measured.Number("opening_effective_number"));
        openings.Distinct().Should().HaveCount((int)measured.Number("opening_kinds"));
        var top = openings.GroupBy(opening => opening).OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Key, StringComparer.Ordinal).First();
        top.Key.Should().Be(measured.Text("opening_top"));
        Near(top.Count() / (double)openings.Length, measured.Number("opening_top_share"));
    }

    private Dictionary<int, double> Compounds(SortedDictionary<int, string> texts)
        => texts.AsParallel().Select(text => (text.Key, Compound: Math.Round(_sentiment.Score(text.Value).Compound, 4))).ToDictionary(c => c.Key, c => c.Compound);

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
