using DiversityBench.Metrics;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Lexical;
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
        var cut = prompts.Select(p => Embedded.Of(p, CutTexts(p, samples.Tools), samples.Tools)).ToArray();

        ClaimEvidence Embeddings(string id, Func<Embedded, ISetMetric> metric)
            => samples.TestWholeAndCut(claims[id], whole.Select(e => e.Prompt.With(metric(e))), cut.Select(e => e.Prompt.With(metric(e))), rates);

        // A raw permutation beside these would cluster every relabelling: minutes for what the jackknife says already.
        var light = samples with { Options = samples.Options with { RawPermutations = 0 } };
        ClaimEvidence Clusters(string id, Func<ClusteredSets, ISetMetric> metric) => light.TestWholeAndCut(
            claims[id], whole.Select(e => e.Prompt.With(metric(e.Clustered))), cut.Select(e => e.Prompt.With(metric(e.Clustered))), rates);

        return EvidenceBuilder.SideBySide(
            () => Embeddings("E2.1", e => new MeanPairwiseDissimilarity(e.Cosines)),
            () => Embeddings("E2.2", e => new VendiSetMetric(e.Cosines)),
            () => Clusters("E2.3", sets => sets.BestSilhouette),
            () => Clusters("E2.4", sets => sets.EffectiveClusters),
            () => Embeddings("E2.5", e => new NearDuplicateShare(e.Cosines, NearDuplicate)),
            () => samples.Test(claims["E2.6"], prompts.Select(p => Wording(p, samples.Tools.VocabularySize)), rates));
    }

    /// <summary>Texts of a prompt's pool, cut to the shorter arm's median number of the model's own tokens.</summary>
    private static IReadOnlyList<string> CutTexts(PromptSamples prompt, ArmTools tools)
    {
        int[] Lengths(IReadOnlyList<Sample> arm) => [.. arm.Select(s => s.Generation.Tokens.Count)];
        var length = CommonLength.InTokens(Lengths(prompt.Base), Lengths(prompt.Aligned)).TryGet(out var common, out _) ? common : int.MaxValue;
        return [.. prompt.Pool.Select(s => s.Generation.Tokens.Count <= length ? s.Text : Cut(s, length, tools))];
    }

    private static string Cut(Sample sample, int length, ArmTools tools)
    {
        var supplied = sample.Text[..^sample.Generation.Text.Length];
        return supplied + tools.Tokenizer.Decode([.. sample.Generation.Tokens.Take(length)]);
    }

    /// <summary>EAD of bigrams, every text cut to the common length in words.</summary>
    private static PromptArms Wording(PromptSamples prompt, int vocabularySize)
    {
        var corpus = TokenCorpus.FromTexts(prompt.Pool.Select(s => s.Generation.Text));
        int[] Lengths(int start, int count) => [.. Enumerable.Range(start, count).Select(i => corpus[i].Length)];
        var cut = CommonLength.InTokens(Lengths(0, prompt.Base.Count), Lengths(prompt.Base.Count, prompt.Aligned.Count)).TryGet(out var length, out _)
            ? corpus.Cut(length)
            : corpus;
        return prompt.With(new RecomputedMetric(cut.Count, 2, members =>
            DistinctN.Of(cut.Choose(members), 2).Then(d => d.Ead(vocabularySize)).TryGet(out var ead, out _) ? ead : null));
    }

    private sealed record Embedded(PromptSamples Prompt, SymmetricMatrix Cosines, ClusteredSets Clustered)
    {
        public static Embedded Of(PromptSamples prompt, IReadOnlyList<string> texts, ArmTools tools)
        {
            var vectors = tools.Embed(texts);
            var units = UnitEmbeddings.FromVectors(vectors).Value;
            return new Embedded(prompt, SymmetricMatrix.Cosines(units), new ClusteredSets(units, prompt.Base.Count, new KMeansOptions()));
        }
    }
}
