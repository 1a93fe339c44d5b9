using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;
using DiversityBench.Suites.Runs;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Suites.Semantics;

/// <summary>The texts of experiment 2 as vectors, whole and cut to a common length, and the claims E2.1 … E2.5 that are tested on them.</summary>
/// <param name="Samples">Pair, protocol, tools and options.</param>
/// <param name="Whole">The whole texts, by prompt.</param>
/// <param name="Cut">The texts cut to the shorter arm's median length, by prompt.</param>
internal sealed record EmbeddedTexts(ComparedSamples Samples, IReadOnlyList<EmbeddedTexts.Embedded> Whole, IReadOnlyList<EmbeddedTexts.Embedded> Cut)
{
    private const double NearDuplicate = 0.95;

    /// <summary>Embeds the valid samples with the encoder of the tools; prompts without any of an arm are left out.</summary>
    public static EmbeddedTexts Of(ComparedSamples samples, KMeansOptions clusters)
    {
        var prompts = samples.Prompts.Select(p => p.Valid).Where(p => p.Base.Count > 0 && p.Aligned.Count > 0).ToArray();
        return new EmbeddedTexts(
            samples,
            [.. prompts.Select(p => Embedded.Of(p, [.. p.Pool.Select(s => s.Text)], samples.Texts, clusters))],
            [.. prompts.Select(p => Embedded.Of(p, p.CutTexts(samples.Texts), samples.Texts, clusters))]);
    }

    /// <summary>Tests one of the claims.</summary>
    /// <param name="id">E2.1 … E2.5.</param>
    /// <param name="beside">Figures that stand beside it.</param>
    public ClaimEvidence Test(string id, IReadOnlyList<Figure> beside)
    {
        IEnumerable<PromptArms> Arms(IEnumerable<Embedded> texts) => texts.Select(e => e.Prompt.With(Metric(id, e)));
        return Samples.TestWholeAndCut(PaperClaims.Semantics.Single(c => c.Id == id), Arms(Whole), Arms(Cut), beside);
    }

    private static ISetMetric Metric(string id, Embedded texts) => id switch
    {
        "E2.1" => new MeanPairwiseDissimilarity(texts.Cosines),
        "E2.2" => new VendiSetMetric(texts.Cosines),
        "E2.3" => texts.Clustered.BestSilhouette,
        "E2.4" => texts.Clustered.EffectiveClusters,
        "E2.5" => new NearDuplicateShare(texts.Cosines, NearDuplicate),
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "not a claim about embeddings"),
    };

    /// <summary>One prompt's texts as vectors.</summary>
    internal sealed record Embedded(PromptSamples Prompt, UnitEmbeddings Units, SymmetricMatrix Cosines, ClusteredSets Clustered)
    {
        public static Embedded Of(PromptSamples prompt, IReadOnlyList<string> texts, TextTools tools, KMeansOptions clusters)
        {
            var units = UnitEmbeddings.FromVectors(tools.Embed(texts)).Value;
            return new Embedded(prompt, units, SymmetricMatrix.Cosines(units), new ClusteredSets(
                units, Clusters(Enumerable.Range(0, prompt.Base.Count)), Clusters(Enumerable.Range(prompt.Base.Count, prompt.Aligned.Count))));

            ArmClusters Clusters(IEnumerable<int> range)
            {
                int[] members = [.. range];
                return tools.Once.Of($"clusters, {clusters}", [.. members.Select(i => texts[i])], () => new ArmClusters(units.Choose(members), clusters));
            }
        }
    }
}
