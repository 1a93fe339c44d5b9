using System.Text.Json;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Categories;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Sentiment;
using DiversityBench.Metrics.Tokens;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

/// <summary>Every input of degenerate.json that concerns this room: the reason in its words, or the figure where only a claim is impossible.</summary>
public class DegenerateTests
{
    private static readonly VaderAnalyzer Analyzer = new();

    // Tests, intervals and rates belong to the rooms of statistics; ROUGE-L is no metric of CLAIMS.md.
    private static readonly string[] Elsewhere =
    [
        "homogenization_rouge_l", "return_rate", "valid_output_rate", "permutation_test", "hedges_g", "cliffs_delta", "log_ratio", "levene",
        "variance_ratio", "sign_flip_test", "spearman", "partial_spearman", "wilson_interval", "clopper_pearson_interval", "holm", "power",
    ];

    private static IEnumerable<TestCaseData> Cases => GoldenJson.Cases("degenerate.json", "cases")
        .Where(row => !Elsewhere.Contains(Metric(row)))
        .Select((row, i) => new TestCaseData(row).SetArgDisplayNames($"{i}", Metric(row), row.GetProperty("kind").GetString()!));

    [TestCaseSource(nameof(Cases))]
    public void Input_without_a_figure_has_a_reason(JsonElement row)
    {
        var input = row.GetProperty("input");
        var perArm = Metric(row) != "common_length" && Part(input, "base") is not null;
        foreach (var arm in perArm ? [input.GetProperty("base"), input.GetProperty("aligned")] : new[] { input })
        {
            var measured = Measure(Metric(row), arm);
            var claimOnly = row.GetProperty("level").GetString() == "claim";
            measured.IsDefined.Should().Be(claimOnly, "it is {0}", measured);
            if (!claimOnly)
                $"inconclusive: {measured.Reason}".Should().Be(row.GetProperty("expect").GetString());
            else if (row.NumberOrNull("metric_value") is { } golden)
                measured.Value.Should().BeApproximately(golden, Metric(row).StartsWith("sentiment", StringComparison.Ordinal) ? 5e-5 : 1e-12); // 0.4404 is rounded
        }
    }

    private static string Metric(JsonElement row) => row.GetProperty("metric").GetString()!;

    private static Measured<double> Measure(string metric, JsonElement input) => metric switch
    {
        "token_entropy_full" => Tokens(input, distribution => distribution.EntropyInNats),
        "token_entropy_top5_renormalised" => Tokens(input, distribution => distribution.Top5EntropyRenormalisedInNats),
        "token_entropy_top5_raw" => Tokens(input, distribution => distribution.Top5EntropyRawInNats),
        "nucleus_size" => Tokens(input, distribution => distribution.NucleusSize()),
        "top1_mass" => Tokens(input, distribution => distribution.Top1Mass),
        "top2_mass" => Tokens(input, distribution => distribution.Top2Mass),
        "perplexity" => Perplexity.OfSample(input.Numbers("log_probabilities")),
        "blocked_mass" when Part(input, "pairs") is not null => BlockedMass.MeanOf([]),
        "blocked_mass" => BlockedMass.Of(input.Numbers("p"), input.Numbers("q")).Select(blocked => blocked.Mass),
        "jensen_shannon_distance" => Divergence.JensenShannonDistanceInNats(input.Numbers("p"), input.Numbers("q")),
        "hill_q0" => Counts(input).Select(counts => (double)counts.HillQ0),
        "hill_q1" => Counts(input).Select(counts => counts.HillQ1),
        "hill_q2" => Counts(input).Select(counts => counts.HillQ2),
        "chao1" => Counts(input).Select(counts => counts.Chao1),
        "miller_madow_hill_q1" => Counts(input).Select(counts => counts.MillerMadowHillQ1),
        "pairwise_cosine" or "jackknife_mean_pairwise_cosine" => Unit(input).Then(PairwiseCosine.MeanOf),
        "near_duplicate_share" => Unit(input).Then(embeddings => PairwiseCosine.Of(embeddings)).Select(cosine => cosine.NearDuplicateSampleShare),
        "vendi_q1" when Part(input, "kernel") is { } kernel => SymmetricMatrix.FromRows(kernel.Rows()).Then(VendiScore.Of).Select(score => score.Q1),
        "vendi_q0.5" => Unit(input).Select(embeddings => VendiScore.Of(embeddings).Order(0.5)),
        "vendi_q1" => Unit(input).Select(embeddings => VendiScore.Of(embeddings).Q1),
        "vendi_q2" => Unit(input).Select(embeddings => VendiScore.Of(embeddings).Order(2)),
        "vendi_qinf" => Unit(input).Select(embeddings => VendiScore.Of(embeddings).Order(double.PositiveInfinity)),
        "silhouette" when Part(input, "labels") is not null =>
            Unit(input).Then(embeddings => Silhouette.Of(SymmetricMatrix.Distances(embeddings.Points), input.Integers("labels"))).Select(silhouette => silhouette.Mean),
        "clusters" or "silhouette" => Unit(input).Then(embeddings => ClusterAnalysis.Of(embeddings, new())).Select(analysis => analysis.BestSilhouette),
        "distinct_classes" => Unit(input).Then(embeddings => GreedyPartition.Of(SymmetricMatrix.Cosines(embeddings), 0.8)).Select(partition => (double)partition.Distinct),
        "distinct_1" => DistinctN.Of(Corpus(input), 1).Select(distinct => distinct.Distinct),
        "distinct_2" => DistinctN.Of(Corpus(input), 2).Select(distinct => distinct.Distinct),
        "distinct_5" => DistinctN.Of(Corpus(input), 5).Select(distinct => distinct.Distinct),
        "ead_2" => DistinctN.Of(Corpus(input), 2).Then(distinct => distinct.Ead((int)(input.NumberOrNull("vocabulary") ?? 32000))),
        "type_token_ratio" => TypeTokenRatio.Of(Corpus(input)).Select(ratio => ratio.Pooled),
        "self_bleu" => SelfBleu.Of(Corpus(input)).Select(bleu => bleu.Mean),
        "self_repetition" => SelfRepetition.InNats(Corpus(input)),
        "compression_ratio" => CompressionRatio.Of(Texts(input)).Select(compression => compression.Ratio),
        "sentiment_mean" => SentimentSummary.Of(Texts(input), Analyzer).Select(summary => summary.Mean),
        "sentiment_share_top_bin" => SentimentSummary.Of(Texts(input), Analyzer).Select(summary => summary.ShareInTopBin),
        "common_length" => CommonLength.InTokens(new[] { "base", "aligned" }
            .Select(arm => Texts(input.GetProperty(arm)).Select(text => T1Tokenizer.Tokenize(text).Count).ToArray()).ToArray()).Select(length => (double)length),
        _ => throw new ArgumentOutOfRangeException(nameof(metric), $"Expected a metric of this room, but found {metric}.\nNext step: measure it here or name it in Elsewhere."),
    };

    private static Measured<double> Tokens(JsonElement input, Func<TokenDistribution, double> figure)
    {
        if (input.ValueKind == JsonValueKind.Array)
            return SampleMeans.OverPositions(input.Rows().Select(logits => figure(TokenDistribution.FromLogits((ReadOnlySpan<double>)logits).Value)).ToArray());
        return input.TryGetProperty("logits", out var row)
            ? TokenDistribution.FromLogits((ReadOnlySpan<double>)row.Numbers()).Select(figure)
            : StepSummary.Of([]).Select(summary => summary.EntropyInNats);
    }

    private static Measured<CategoryCounts> Counts(JsonElement input) => Part(input, "counts") is { } counts
        ? CategoryCounts.FromCounts((ReadOnlySpan<double>)counts.Numbers())
        : CategoryCounts.FromLabels((Part(input, "labels") ?? input).EnumerateArray().Select(label => label.GetString()));

    private static Measured<UnitEmbeddings> Unit(JsonElement input) => UnitEmbeddings.FromRows((Part(input, "vectors") ?? input).Rows());

    private static string[] Texts(JsonElement input) => (Part(input, "texts") ?? input).Texts();

    private static TokenCorpus Corpus(JsonElement input) => TokenCorpus.FromTexts(Texts(input));

    private static JsonElement? Part(JsonElement input, string name) =>
        input.ValueKind == JsonValueKind.Object && input.TryGetProperty(name, out var part) ? part : null;
}
