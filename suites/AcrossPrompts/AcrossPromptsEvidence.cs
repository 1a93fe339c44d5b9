using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Sets;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.AcrossPrompts;

/// <summary>One answer of either model to each of many prompts becomes evidence for X1.1 … X1.4.</summary>
internal static class AcrossPromptsEvidence
{
    /// <summary>Most prompts: the cost of Vendi's delete-one error grows with their cube.</summary>
    private const int MostPrompts = 2000;

    private const int OpeningTokens = 4;

    public static IReadOnlyList<ClaimEvidence> Gather(RecordedSamples samples)
    {
        var claims = PaperClaims.AcrossPrompts;
        var answered = samples.Shared.Select(s => (Base: First(s.First), Aligned: First(s.Second))).Where(a => a.Base is not null && a.Aligned is not null).Take(MostPrompts).ToArray();
        string[] ofBase = [.. answered.Select(a => a.Base!)], ofAligned = [.. answered.Select(a => a.Aligned!)];
        if (PairedTest.TooFew(answered.Length) is { } tooFew)
            return Missing(tooFew);
        if (!CommonLength.InTokens(Lengths(ofBase), Lengths(ofAligned)).TryGet(out var length, out var fault))
            return Missing(fault.Reason);

        IReadOnlyList<ClaimEvidence> Missing(string reason) => [.. claims.Select(claim => ClaimEvidence.NotMeasurable(claim, samples.Pair, samples.Protocol, ofBase.Length, ofAligned.Length, reason))];
        string[] Cut(string[] texts) => [.. texts.Select(text => Words.Cut(text, length))];
        var (whole, cut) = (new Answers(ofBase, ofAligned, samples.Texts), new Answers(Cut(ofBase), Cut(ofAligned), samples.Texts));
        Figure[] beside =
        [
            new("prompts answered by both", answered.Length, "prompts"),
            new("common length", length, "words"),
        ];

        ClaimEvidence Test(Claim claim, Answers answers, Func<Texts, ISetMetric> metric) => PairedTest.Run(claim, samples.Pair, samples.Protocol, metric(answers.Base), metric(answers.Aligned));
        ClaimEvidence WholeAndCut(Claim claim, Func<Texts, ISetMetric> metric)
        {
            var (onWhole, onCut) = (Test(claim, whole, metric), Test(claim, cut, metric));
            return onWhole with { Figures = [.. onWhole.Figures, .. beside], OnCut = onCut with { Figures = [.. onCut.Figures, .. beside] } };
        }

        Figure Beside(string name, EffectScale scale, Answers answers, Func<Texts, ISetMetric> metric)
        {
            var other = Test(claims[2] with { EffectScale = scale }, answers, metric);
            return other.ToFigure($"effect on {name}", note: other.WithArms());
        }

        Figure Openings(string name, Func<IReadOnlyList<string>, ISetMetric> metric) => Beside($"{name} of openings", claims[3].EffectScale, whole, texts => metric(texts.Openings));

        return
        [
            WholeAndCut(claims[0], texts => new MeanPairwiseDissimilarity(texts.Cosines)),
            WholeAndCut(claims[1], texts => new VendiSetMetric(texts.Cosines)),
            Test(claims[2], cut, texts => texts.Lexical.AdjustedDistinct2) with
            {
                Figures = [.. beside,
                    Beside("EAD of bigrams of whole texts", claims[2].EffectScale, whole, texts => texts.Lexical.AdjustedDistinct2),
                    Beside("self-BLEU-4 at common length", EffectScale.LogRatioIncrease, cut, texts => texts.Lexical.SelfBleu4)],
            },
            Test(claims[3], whole, texts => HillNumber.Of(texts.Openings, 1, millerMadow: false)) with
            {
                Figures = [.. beside,
                    Openings("Hill number q = 0", openings => HillNumber.Of(openings, 0)),
                    Openings("Chao1 richness", Chao1Richness.Of),
                    Openings("Hill number q = 2", openings => HillNumber.Of(openings, 2))],
            },
        ];
    }

    private static string? First(Fixtures.Recorded.RecordedPrompt prompt) => prompt.Read().FirstOrDefault(s => s.Text is not null)?.Text;

    private static int[] Lengths(string[] texts) => [.. texts.Select(text => T1Tokenizer.Split(text).Count)];

    /// <summary>Answers of both models, in the same order of prompts.</summary>
    private sealed class Answers(string[] ofBase, string[] ofAligned, TextTools tools)
    {
        public Texts Base { get; } = new(ofBase, tools);

        public Texts Aligned { get; } = new(ofAligned, tools);
    }

    /// <summary>Answers of one model.</summary>
    private sealed class Texts(string[] texts, TextTools tools)
    {
        private readonly Lazy<SymmetricMatrix> _cosines = new(() => SymmetricMatrix.Cosines(tools.Embed(texts)));
        private readonly IReadOnlyList<string>[] _words = [.. texts.Select(T1Tokenizer.Tokenize)];
        private LexicalSets? _lexical;

        public SymmetricMatrix Cosines => _cosines.Value;

        public LexicalSets Lexical => _lexical ??= new LexicalSets(_words, tools.VocabularySize);

        public IReadOnlyList<string> Openings => [.. _words.Select(words => string.Join(' ', words.Take(OpeningTokens)))];
    }
}
