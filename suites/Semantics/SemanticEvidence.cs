using DiversityBench.Metrics;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Lexical;
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
    private static readonly (string Name, double Value)[] s_orders = [("0.5", 0.5), ("2", 2), ("infinity", double.PositiveInfinity)];

    public static IReadOnlyList<ClaimEvidence> Gather(ComparedSamples samples)
    {
        var rates = samples.ValidRates();
        var claims = PaperClaims.Semantics.ToDictionary(c => c.Id);
        var texts = EmbeddedTexts.Of(samples, new KMeansOptions());

        ClaimEvidence Embeddings(string id) => texts.Test(id, rates);
        Figure Beside(string id, string name, EffectScale scale, IEnumerable<EmbeddedTexts.Embedded> of, Func<EmbeddedTexts.Embedded, ISetMetric> metric)
            => samples.Beside(claims[id], name, scale, of.Select(e => e.Prompt.With(metric(e))));
        IEnumerable<Figure> WholeAndCut(string id, string name, EffectScale scale, Func<EmbeddedTexts.Embedded, ISetMetric> metric)
            => [Beside(id, name, scale, texts.Whole, metric), Beside(id, name + AtCommonLength, scale, texts.Cut, metric)];
        IEnumerable<Figure> Orders() => s_orders.SelectMany(order => WholeAndCut(
            "E2.2", $"Vendi score q = {order.Name}", EffectScale.LogRatioDecrease, e => new VendiSetMetric(e.Cosines, order.Value)));

        return EvidenceBuilder.SideBySide(
            () => Embeddings("E2.1") with { Maps = EmbeddingPlots.Map(texts) },
            () => texts.Test("E2.2", [.. rates, .. Orders()]),
            () => texts.Test("E2.3", [.. rates, .. GapFigures.Of(texts.Whole, ""), .. GapFigures.Of(texts.Cut, AtCommonLength)]) with { Curves = EmbeddingPlots.Silhouettes(texts) },
            () => texts.Test("E2.4", [.. rates,
                .. WholeAndCut("E2.4", $"distinct classes per {ClassDraw}", EffectScale.LogRatioDecrease, e => DistinctClasses.Per(e.Cosines, SameClass, ClassDraw)),
                .. WholeAndCut("E2.4", "share of the largest cluster", EffectScale.Increase, e => e.Clustered.LargestShare)]),
            () => Embeddings("E2.5"),
            () => Wording(samples, claims["E2.6"], [.. texts.Whole.Select(e => e.Prompt)], rates));
    }

    /// <summary>Tested on EAD of bigrams at the common length; whole texts and other figures of wording stand beside it.</summary>
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
            Beside("compression ratio of whole texts", EffectScale.LogRatioIncrease, t => t.Whole.Compression),
            .. Enumerable.Range(1, LexicalSets.HighestOrder).Select(n => Beside($"distinct-{n}{AtCommonLength}", EffectScale.LogRatioDecrease, t => t.Cut.Distinct[n - 1])),
            Beside("self-repetition" + AtCommonLength, EffectScale.Increase, t => t.Cut.Repetition)]);
    }
}
