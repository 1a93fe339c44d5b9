using DiversityBench.Metrics;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Sets;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Semantics;

/// <summary>Experiment 2: continuations become evidence for E2.1 … E2.6.</summary>
internal static class SemanticEvidence
{
    /// <summary>Default of sentence-transformers' community_detection, which joins sentences in the same way.</summary>
    private const double SameClass = 0.75;
    private const int ClassDraw = 10;
    private const string AtCommonLength = " at common length";

    public static IReadOnlyList<ClaimEvidence> Gather(ComparedSamples samples)
    {
        var rates = samples.ValidRates();
        var claims = PaperClaims.Semantics.ToDictionary(c => c.Id);
        var texts = EmbeddedTexts.Of(samples, new KMeansOptions());

        ClaimEvidence Embeddings(string id) => texts.Test(id, rates);
        Figure Classes(IEnumerable<EmbeddedTexts.Embedded> of, string suffix = "") => samples.Beside(
            claims["E2.4"], $"distinct classes per {ClassDraw}{suffix}", EffectScale.LogRatioDecrease,
            of.Select(e => e.Prompt.With(DistinctClasses.Per(e.Cosines, SameClass, ClassDraw))));

        return EvidenceBuilder.SideBySide(
            () => Embeddings("E2.1") with { Maps = EmbeddingPlots.Map(texts) },
            () => Embeddings("E2.2"),
            () => Embeddings("E2.3") with { Curves = EmbeddingPlots.Silhouettes(texts) },
            () => texts.Test("E2.4", [.. rates, Classes(texts.Whole), Classes(texts.Cut, AtCommonLength)]),
            () => Embeddings("E2.5"),
            () => Wording(samples, claims["E2.6"], [.. texts.Whole.Select(e => e.Prompt)], rates));
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
}
