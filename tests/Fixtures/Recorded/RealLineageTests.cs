using System.Text;
using System.Text.Json;
using DiversityBench.Fixtures.Embeddings;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Sentiment;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Recorded;

/// <summary>
/// The figures of shared/recorded/measured.json, which other programs computed from outputs of real models, out of our own reader and metrics. It keeps ten
/// digits: counts are equal, sums differ by rounding, embeddings by the encoder's single precision.
/// </summary>
[TestFixture]
internal sealed class RealLineageTests
{
    private const int Vocabulary = 50257;
    private const double Rounding = 1e-9;
    private const double SinglePrecision = 2e-6;
    private readonly VaderAnalyzer _sentiment = new();

    private static IEnumerable<TestCaseData> Sets() =>
        from lineage in new[] { "phi-2", "mistral-7b" }
        from form in new[] { "cut", "whole" }
        select new TestCaseData(lineage, form).SetArgDisplayNames(lineage, form);

    [TestCaseSource(nameof(Sets))]
    public void Words_of_a_lineage_give_the_measured_figures(string name, string form)
    {
        var lineage = Lineage(name);
        foreach (var model in Texts(lineage, form))
        {
            var measured = lineage.At($"models/{model.Key}").GetProperty(form);
            var words = model.Value.Values.Select(T1Tokenizer.Tokenize).ToArray();
            measured.Number("n").Should().Be(words.Length);
            Near(words.Average(w => (double)w.Count), measured.Number("length_mean"));
            var orders = NGrams.UpTo(TokenCorpus.FromTokens(words), 5);
            foreach (var grams in orders)
            {
                var counts = DistinctN.Of(grams).Value;
                counts.Unique.Should().Be((int)measured.Number($"ngrams_distinct/{grams.Order}"));
                counts.Total.Should().Be((long)measured.Number($"ngrams_total/{grams.Order}"));
                Near(counts.Ead(Vocabulary).Value, measured.Number($"ead/{grams.Order}"));
            }

            string[] openings = [.. words.Select(w => string.Join(' ', w.Take(4)))];
            Near(HillNumber.Of(openings, 1, millerMadow: false).Value([.. Enumerable.Range(0, openings.Length)])!.Value, measured.Number("opening_effective_number"));
            openings.Distinct().Should().HaveCount((int)measured.Number("opening_kinds"));
            Encoding.UTF8.GetByteCount(string.Join(' ', model.Value.Values)).Should().Be((int)measured.Number("gzip_bytes_in"));

            // Deflate is another implementation here: slightly other sizes.
            CompressionRatio.Of([.. model.Value.Values]).Value.Ratio.Should().BeApproximately(measured.Number("gzip_ratio"), 0.02 * measured.Number("gzip_ratio"));
        }
    }

    [TestCaseSource(nameof(Sets))]
    public void Sentiment_of_a_lineage_gives_the_measured_figures(string name, string form)
    {
        var lineage = Lineage(name);
        foreach (var model in Texts(lineage, form))
        {
            var measured = lineage.At($"models/{model.Key}").GetProperty(form);

            // Python's VADER rounds each text to four decimals.
            var compounds = model.Value.Values.AsParallel().AsOrdered().Select(text => Math.Round(_sentiment.Score(text).Compound, 4)).ToArray();

            // The sums over 805 answers agree to rounding for phi-2 and Snorkel; for Mistral-7B-Instruct they differ by 0.0078 (cut) and 0.0019 (whole).
            ((compounds.Average() - measured.Number("compound_mean")) * compounds.Length).Should().BeApproximately(0, 0.01);
            Near(compounds.Count(c => c > 0.9) / (double)compounds.Length, measured.Number("compound_share_above_0.9"));
        }
    }

    [TestCase("phi-2", "cut", 2)]
    public void Meaning_of_a_lineage_gives_the_measured_figures(string name, string form, int rungs)
    {
        var lineage = Lineage(name);
        var texts = Texts(lineage, form).Take(rungs).ToDictionary();
        using var encoder = Encoder();
        var vectors = texts.ToDictionary(m => m.Key, m => Encode(encoder, m.Value));
        foreach (var (model, units) in vectors)
        {
            var measured = lineage.At($"models/{model}").GetProperty(form);
            var all = UnitEmbeddings.FromVectors([.. units.Values]).Value;
            int[] members = [.. Enumerable.Range(0, all.Count)];
            new MeanPairwiseDissimilarity(SymmetricMatrix.Cosines(all)).Value(members)!.Value.Should().BeApproximately(measured.Number("diversity"), SinglePrecision);
            VendiScore.Of(all).Q1.Should().BeApproximately(measured.Number("vendi"), 1e-4 * measured.Number("vendi"));
        }

        foreach (var step in lineage.GetProperty("paired").EnumerateArray().Where(step => vectors.ContainsKey(step.Text("later"))))
        {
            var (earlier, later) = (vectors[step.Text("earlier")], vectors[step.Text("later")]);
            int[] both = [.. earlier.Keys.Where(later.ContainsKey)];
            MeanPairwiseDissimilarity Arm(IReadOnlyDictionary<int, ReadOnlyMemory<float>> arm) => new(SymmetricMatrix.Cosines([.. both.Select(i => arm[i])]));
            var evidence = PairedTest.Run(PaperClaims.AcrossPrompts[0] with { EffectScale = EffectScale.Increase }, name, Protocol.Deployed, Arm(earlier), Arm(later));
            var measured = step.At($"{form}/diversity");
            both.Should().HaveCount((int)step.Number($"{form}/n"));
            evidence.Effect.Should().BeApproximately(measured.Number("mean"), SinglePrecision);

            // Of a mean over pairs the delete-one error is the first-order one times (n - 1) / (n - 2).
            (evidence.StandardError!.Value * (both.Length - 2) / (both.Length - 1)).Should().BeApproximately(measured.Number("se"), SinglePrecision);
        }
    }

    [Test]
    public void Classes_of_recorded_samples_are_the_measured_ones()
    {
        var measured = Measured().At("novelty_bench").GetProperty("gemini-1.5-pro");
        var prompts = Novelty().GroupBy(s => s.PromptId).ToDictionary(p => p.Key, p => p.Select(s => s.Label).Distinct().Count());

        prompts.Should().HaveCount((int)measured.Number("prompts"));
        Near(prompts.Values.Average(), measured.Number("distinct/mean"));
        foreach (var prompt in measured.GetProperty("per_prompt").EnumerateArray())
            prompts[prompt.GetProperty("prompt_id").ToString()].Should().Be((int)prompt.Number("distinct"));
    }

    [Test]
    public void Meaning_of_recorded_samples_gives_the_measured_figures()
    {
        using var encoder = Encoder();
        var measured = Measured().At("novelty_bench").GetProperty("gemini-1.5-pro").GetProperty("per_prompt").EnumerateArray().ToDictionary(p => p.GetProperty("prompt_id").ToString());
        foreach (var prompt in Novelty().GroupBy(s => s.PromptId))
        {
            var vectors = Encode(encoder, prompt.ToDictionary(s => s.Index, s => s.Text!));
            var cosines = SymmetricMatrix.Cosines([.. vectors.Values]);
            (1 - new MeanPairwiseDissimilarity(cosines).Value([.. Enumerable.Range(0, cosines.Count)])!.Value).Should().BeApproximately(measured[prompt.Key].Number("mean_cosine"), SinglePrecision);
            VendiScore.Of(cosines).Value.Q1.Should().BeApproximately(measured[prompt.Key].Number("vendi"), 1e-4);
        }
    }

    private static void Near(double value, double measured) => value.Should().BeApproximately(measured, Rounding * Math.Abs(measured));

    private static JsonElement Measured()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(TestData.Shared("recorded", "measured.json")));
        return document.RootElement.Clone();
    }

    private static JsonElement Lineage(string name) => Measured().At("lineages").GetProperty(name);

    /// <summary>Texts by prompt, by model; cut to the lineage's common length where asked.</summary>
    private static Dictionary<string, SortedDictionary<int, string>> Texts(JsonElement lineage, string form)
    {
        var limit = (int)lineage.Number("cut_tokens");
        var texts = lineage.GetProperty("rungs").Texts().ToDictionary(
            model => model,
            model => new SortedDictionary<int, string>(RecordedReader.Read(TestData.Shared("recorded", "alpaca_eval", $"{model}.jsonl"), new RecordedFields()).ToDictionary(s => int.Parse(s.PromptId), s => s.Text!)));
        CommonLength.InTokens([.. texts.Values.Select(model => (IReadOnlyList<int>)[.. model.Values.Select(text => T1Tokenizer.Split(text).Count)])]).Value.Should().Be(limit);
        if (form == "cut")
        {
            foreach (var model in texts.Values)
            {
                foreach (var id in model.Keys.ToArray())
                    model[id] = string.Join(' ', CommonLength.Cut(T1Tokenizer.Split(model[id]), limit));
            }
        }

        return texts;
    }

    private static RecordedSample[] Novelty()
        => [.. RecordedReader.Read(TestData.Shared("recorded", "novelty-bench", "gemini-1.5-pro.jsonl"), new RecordedFields { Label = "partition" })];

    private static SentenceEncoder Encoder() => SentenceEncoder.Load(Path.Combine(TestData.RepositoryRoot, "models", "all-MiniLM-L6-v2"), Environment.ProcessorCount);

    private static SortedDictionary<int, ReadOnlyMemory<float>> Encode(SentenceEncoder encoder, IDictionary<int, string> texts)
    {
        var embeddings = encoder.Encode([.. texts.Values]);
        return new(texts.Keys.Index().ToDictionary(key => key.Item, key => (ReadOnlyMemory<float>)embeddings[key.Index].ToArray()));
    }
}
