using DiversityBench.Fixtures.Embeddings;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;
using FluentAssertions;
using NUnit.Framework;
using static DiversityBench.Tests.Fixtures.Recorded.RealLineages;

namespace DiversityBench.Tests.Fixtures.Recorded;

/// <summary>The figures of measured.json on meaning and on classes: they differ by the encoder's single precision.</summary>
[TestFixture]
internal sealed class RealMeaningTests
{
    private const double SinglePrecision = 2e-6;
    private const double VendiPrecision = 1e-4;
    private const int EncoderLength = 256;

    private static readonly string s_folder = Path.Combine(TestData.RepositoryRoot, "models", "all-MiniLM-L6-v2");
    private readonly HuggingFaceTokenizer _tokenizer = HuggingFaceTokenizer.Load(Path.Combine(s_folder, "tokenizer.json"));

    // Long texts are the same to the encoder, cut or whole.
    private readonly Dictionary<string, ReadOnlyMemory<float>> _vectors = [];

    [TestCaseSource(typeof(RealLineages), nameof(Sets))]
    public void Meaning_of_a_lineage_gives_the_measured_figures(string name, string form)
    {
        var lineage = Lineage(name);
        var vectors = Texts(lineage, form).ToDictionary(m => m.Key, m => Encode(m.Value));
        foreach (var (model, units) in vectors)
        {
            var measured = lineage.At($"models/{model}").GetProperty(form);
            var diversity = Jackknife.Of(Dissimilarity([.. units.Values]), [.. Enumerable.Range(0, units.Count)], logarithm: false, new double[units.Count])!.Value;
            Near(diversity.Value, measured.Number("diversity"), SinglePrecision);
            Near(FirstOrder(Math.Sqrt(diversity.Variance), units.Count), measured.Number("diversity_se"), SinglePrecision);
            Near(VendiScore.Of(UnitEmbeddings.FromVectors([.. units.Values]).Value).Q1, measured.Number("vendi"), VendiPrecision * measured.Number("vendi"));
        }

        foreach (var step in lineage.GetProperty("paired").EnumerateArray())
        {
            var (earlier, later) = (vectors[step.Text("earlier")], vectors[step.Text("later")]);
            int[] both = [.. earlier.Keys.Where(later.ContainsKey)];
            var evidence = PairedTest.Run(
                PaperClaims.AcrossPrompts[0] with { EffectScale = EffectScale.Increase }, name, Protocol.Deployed, Dissimilarity([.. both.Select(i => earlier[i])]), Dissimilarity([.. both.Select(i => later[i])]));
            var measured = step.At($"{form}/diversity");
            both.Should().HaveCount((int)step.Number($"{form}/n"));
            Near(evidence.Effect!.Value, measured.Number("mean"), SinglePrecision);
            Near(FirstOrder(evidence.StandardError!.Value, both.Length), measured.Number("se"), SinglePrecision);
        }
    }

    [Test]
    public void Classes_and_meaning_of_recorded_samples_give_the_measured_figures()
    {
        var (measured, samples) = (Measured().At("novelty_bench/gemini-1.5-pro"), Novelty());
        samples.Should().HaveCount((int)measured.Number("n"));
        var prompts = samples.GroupBy(s => s.PromptId).ToDictionary(p => p.Key, p =>
        {
            var cosines = SymmetricMatrix.Cosines([.. Encode(p.ToDictionary(s => s.Index, s => s.Text!)).Values]);
            return (Samples: p.Count(), Distinct: (double)p.Select(s => s.Label).Distinct().Count(), Cosine: 1 - new MeanPairwiseDissimilarity(cosines).Value([.. Enumerable.Range(0, cosines.Count)])!.Value, Vendi: VendiScore.Of(cosines).Value.Q1);
        });

        prompts.Should().HaveCount((int)measured.Number("prompts"));
        foreach (var prompt in measured.GetProperty("per_prompt").EnumerateArray())
        {
            var found = prompts[prompt.GetProperty("prompt_id").ToString()];
            (found.Samples, found.Distinct).Should().Be(((int)prompt.Number("samples"), prompt.Number("distinct")));
            Near(found.Cosine, prompt.Number("mean_cosine"), SinglePrecision);
            Near(found.Vendi, prompt.Number("vendi"), VendiPrecision);
        }

        Summary("distinct", p => p.Distinct, 1e-9);
        Summary("mean_cosine", p => p.Cosine, SinglePrecision);
        Summary("vendi", p => p.Vendi, VendiPrecision);
        prompts.Values.CountBy(p => (int)p.Distinct).ToDictionary(kind => $"{kind.Key}", kind => kind.Value)
            .Should().BeEquivalentTo(measured.GetProperty("distinct_histogram").EnumerateObject().ToDictionary(kind => kind.Name, kind => kind.Value.GetInt32()));

        // Where all ten samples are equal, distances tie at 0; measured.json has them in the order of their last bits, which moves the correlation by 0.0025.
        static double Rho(IEnumerable<(double Distinct, double Cosine)> of) => Spearman.Of([.. of.Select(p => p.Distinct)], [.. of.Select(p => Math.Round(1 - p.Cosine, 6))]).Value.Rho;
        var rho = Rho(prompts.Values.Select(p => (p.Distinct, p.Cosine)));
        Near(rho, Rho(measured.GetProperty("per_prompt").EnumerateArray().Select(p => (p.Number("distinct"), p.Number("mean_cosine")))), 1e-3);
        Near(rho, measured.Number("spearman_distinct_with_1_minus_cosine"), 0.004);

        void Summary(string figure, Func<(int Samples, double Distinct, double Cosine, double Vendi), double> value, double tolerance)
        {
            double[] values = [.. prompts.Values.Select(value)];
            Near(values.Average(), measured.Number($"{figure}/mean"), tolerance);
            Near(StandardError(values), measured.Number($"{figure}/se"), tolerance);
            Near(Median(values), measured.Number($"{figure}/median"), tolerance);
        }
    }

    private static MeanPairwiseDissimilarity Dissimilarity(ReadOnlyMemory<float>[] vectors) => new(SymmetricMatrix.Cosines(vectors));

    /// <summary>Of a mean over pairs the delete-one error is the first-order one, which measured.json holds, times (n - 1) / (n - 2).</summary>
    private static double FirstOrder(double error, int n) => error * (n - 2) / (n - 1);

    private SortedDictionary<int, ReadOnlyMemory<float>> Encode(IDictionary<int, string> texts)
    {
        var pieces = texts.ToDictionary(text => text.Key, text => string.Join(' ', _tokenizer.EncodeTruncated(text.Value, EncoderLength)));
        var news = texts.DistinctBy(text => pieces[text.Key]).Where(text => !_vectors.ContainsKey(pieces[text.Key])).ToArray();
        using var encoder = SentenceEncoder.Load(s_folder, Environment.ProcessorCount);
        var embeddings = encoder.Encode([.. news.Select(text => text.Value)]);
        foreach (var (i, text) in news.Index())
            _vectors[pieces[text.Key]] = embeddings[i].ToArray();
        return new(texts.Keys.ToDictionary(key => key, key => _vectors[pieces[key]]));
    }
}
