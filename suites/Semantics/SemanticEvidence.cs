using DiversityBench.Metrics;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Semantics;

/// <summary>Experiment 2: continuations become evidence for E2.1 … E2.6.</summary>
internal static class SemanticEvidence
{
    private const double NearDuplicate = 0.95;

    public static IReadOnlyList<ClaimEvidence> Gather(ExperimentSamples samples)
    {
        var rates = samples.ValidRates();
        var claims = PaperClaims.Semantics.ToDictionary(c => c.Id);
        var prompts = samples.Prompts.Select(p => p.Valid).Where(p => p.Base.Count > 0 && p.Aligned.Count > 0).ToArray();
        var whole = prompts.Select(p => Embedded.Of(p, [.. p.Pool.Select(s => s.Text)], samples.Tools)).ToArray();
        var cut = prompts.Select(p => Embedded.Of(p, p.CutTexts(samples.Tools), samples.Tools)).ToArray();

        ClaimEvidence Embeddings(string id, Func<Embedded, ISetMetric> metric)
            => samples.TestWholeAndCut(claims[id], whole.Select(e => e.Prompt.With(metric(e))), cut.Select(e => e.Prompt.With(metric(e))), rates);

        // A raw permutation beside these would cluster every relabelling: minutes for what the jackknife says already.
        var light = samples with { Options = samples.Options with { RawPermutations = 0 } };
        ClaimEvidence Clusters(string id, Func<ClusteredSets, ISetMetric> metric) => light.TestWholeAndCut(
            claims[id], whole.Select(e => e.Prompt.With(metric(e.Clustered))), cut.Select(e => e.Prompt.With(metric(e.Clustered))), rates);

        return EvidenceBuilder.SideBySide(
            () => Embeddings("E2.1", e => new MeanPairwiseDissimilarity(e.Cosines)),
            () => Embeddings("E2.2", e => new Metrics.Sets.VendiScore(e.Cosines)),
            () => Clusters("E2.3", sets => sets.BestSilhouette),
            () => Clusters("E2.4", sets => sets.EffectiveClusters),
            () => Embeddings("E2.5", e => new NearDuplicateShare(e.Cosines, NearDuplicate)),
            () => samples.Test(claims["E2.6"], prompts.Select(p => p.Wording(samples.Tools.VocabularySize)), rates));
    }

    private sealed record Embedded(PromptSamples Prompt, SimilarityMatrix Cosines, ClusteredSets Clustered)
    {
        public static Embedded Of(PromptSamples prompt, IReadOnlyList<string> texts, ArmTools tools)
        {
            var vectors = tools.Embed(texts);
            var units = UnitEmbeddings.FromRows([.. vectors.Select(v => v.ToArray().Select(x => (double)x).ToArray())]).Value;
            return new Embedded(prompt, SimilarityMatrix.OfCosines(vectors), new ClusteredSets(units, prompt.Base.Count, new KMeansOptions()));
        }
    }
}
