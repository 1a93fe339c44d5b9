using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Creative;

/// <summary>Stories, poems and code become evidence for N1.1 … N1.9.</summary>
internal static class CreativeEvidence
{
    private static readonly string[] Kinds = ["ended-story", "rhymed-poem", "python"];

    public static IReadOnlyList<ClaimEvidence> Gather(ComparedSamples samples)
        => EvidenceBuilder.SideBySide([.. Kinds.Zip(PaperClaims.Creative.Chunk(3)).SelectMany(kind => Of(samples, kind.First, kind.Second))]);

    private static IEnumerable<Func<ClaimEvidence>> Of(ComparedSamples samples, string kind, Claim[] claims)
    {
        var all = samples.Prompts.Where(p => p.Prompt.Kind == kind).ToArray();
        var valid = all.Select(p => p.Valid).ToArray();
        var rates = (samples with { Prompts = all }).ValidRates();
        var (validity, wording, meaning) = (claims[0], claims[1], claims[2]);

        Figure OfAll(Claim claim, string name, IEnumerable<PromptArms> arms) => samples.Beside(claim, $"{name} of all outputs", claim.EffectScale, arms);

        yield return () => samples.Test(validity, all.Select(p => p.WithNumbers(s => s.Validity.IsValid ? 1 : 0, shares => new MeanOfScalars(shares))), rates);
        yield return () => samples.Test(wording, Wording(valid, samples.Texts), [.. rates, OfAll(wording, "EAD of bigrams at common length", Wording(all, samples.Texts))]);
        yield return () => samples.TestWholeAndCut(meaning, Whole(valid, samples.Texts), Cut(valid, samples.Texts),
            [.. rates, OfAll(meaning, "mean pairwise dissimilarity", Whole(all, samples.Texts)), OfAll(meaning, "mean pairwise dissimilarity at common length", Cut(all, samples.Texts))]);
    }

    private static IEnumerable<PromptArms> Wording(IEnumerable<PromptSamples> prompts, TextTools tools) => prompts.Select(p => WordedTexts.Of(p, tools.VocabularySize)).Select(t => t.Prompt.With(t.Cut.AdjustedDistinct2));

    private static IEnumerable<PromptArms> Whole(IEnumerable<PromptSamples> prompts, TextTools tools) => prompts.Select(p => Meaning(p, [.. p.Pool.Select(s => s.Text)], tools));

    private static IEnumerable<PromptArms> Cut(IEnumerable<PromptSamples> prompts, TextTools tools) => prompts.Select(p => Meaning(p, p.CutTexts(tools), tools));

    private static PromptArms Meaning(PromptSamples prompt, IReadOnlyList<string> texts, TextTools tools)
        => prompt.With(new MeanPairwiseDissimilarity(SymmetricMatrix.Cosines(tools.Embed(texts))));
}
