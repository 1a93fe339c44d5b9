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

    /// <summary>Default of sentence-transformers' community_detection, which joins sentences in the same way.</summary>
    private const double SameClass = 0.75;
    private const int ClassDraw = 10;
    private const string AtCommonLength = " at common length";

    public static IReadOnlyList<ClaimEvidence> Gather(ComparedSamples samples)
    {
        var rates = samples.ValidRates();
        var claims = PaperClaims.Semantics.ToDictionary(c => c.Id);
        var prompts = samples.Prompts.Select(p => p.Valid).Where(p => p.Base.Count > 0 && p.Aligned.Count > 0).ToArray();
        var whole = prompts.Select(p => Embedded.Of(p, [.. p.Pool.Select(s => s.Text)], samples.Texts)).ToArray();
        var cut = prompts.Select(p => Embedded.Of(p, p.CutTexts(samples.Texts), samples.Texts)).ToArray();

        ClaimEvidence Embeddings(string id, Func<Embedded, ISetMetric> metric)
            => samples.TestWholeAndCut(claims[id], whole.Select(e => e.Prompt.With(metric(e))), cut.Select(e => e.Prompt.With(metric(e))), rates);

        // A raw permutation beside these would cluster every relabelling: minutes for what the jackknife says already.
        var light = samples with { Options = samples.Options with { RawPermutations = 0 } };
        ClaimEvidence Clusters(string id, Func<ClusteredSets, ISetMetric> metric, params Figure[] beside) => light.TestWholeAndCut(
            claims[id], whole.Select(e => e.Prompt.With(metric(e.Clustered))), cut.Select(e => e.Prompt.With(metric(e.Clustered))), [.. rates, .. beside]);

        Figure Classes(IEnumerable<Embedded> texts, string suffix = "") => samples.Beside(
            claims["E2.4"], $"distinct classes per {ClassDraw}{suffix}", EffectScale.LogRatioDecrease,
            texts.Select(e => e.Prompt.With(DistinctClasses.Per(e.Cosines, SameClass, ClassDraw))));

        return EvidenceBuilder.SideBySide(
            () => Embeddings("E2.1", e => new MeanPairwiseDissimilarity(e.Cosines)),
            () => Embeddings("E2.2", e => new VendiSetMetric(e.Cosines)),
            () => Clusters("E2.3", sets => sets.BestSilhouette),
            () => Clusters("E2.4", sets => sets.EffectiveClusters, Classes(whole), Classes(cut, AtCommonLength)),
            () => Embeddings("E2.5", e => new NearDuplicateShare(e.Cosines, NearDuplicate)),
            () => Wording(samples, claims["E2.6"], prompts, rates));
    }

    /// <summary>Tested on EAD of bigrams at the common length; whole texts, self-BLEU and compression stand beside it.</summary>
    private static ClaimEvidence Wording(ComparedSamples samples, Claim claim, PromptSamples[] prompts, IReadOnlyList<Figure> rates)
    {
        var texts = prompts.Select(p => WordedTexts.Of(p, samples.Texts.VocabularySize)).ToArray();
        IEnumerable<PromptArms> Arms(Func<WordedTexts, ISetMetric> metric) => texts.Select(t => t.Prompt.With(metric(t)));
        Figure Beside(string name, EffectScale scale, Func<WordedTexts, ISetMetric> metric) => samples.Beside(claim, name, scale, Arms(metric));

        return samples.Test(claim, Arms(t => t.Cut.AdjustedDistinct2), [.. rates,
            Beside("EAD of bigrams of whole texts", claim.EffectScale, t => t.Whole.AdjustedDistinct2),
            Beside("self-BLEU-4" + AtCommonLength, EffectScale.LogRatioIncrease, t => t.Cut.SelfBleu4),
            Beside("self-BLEU-4 of whole texts", EffectScale.LogRatioIncrease, t => t.Whole.SelfBleu4),
            Beside("compression ratio" + AtCommonLength, EffectScale.LogRatioIncrease, t => t.Cut.Compression),
            Beside("compression ratio of whole texts", EffectScale.LogRatioIncrease, t => t.Whole.Compression)]);
    }

    private sealed record Embedded(PromptSamples Prompt, SymmetricMatrix Cosines, ClusteredSets Clustered)
    {
        public static Embedded Of(PromptSamples prompt, IReadOnlyList<string> texts, TextTools tools)
        {
            var vectors = tools.Embed(texts);
            var units = UnitEmbeddings.FromVectors(vectors).Value;
            return new Embedded(prompt, SymmetricMatrix.Cosines(units), new ClusteredSets(units, prompt.Base.Count, new KMeansOptions()));
        }
    }
}
