using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Lexical;
using DiversityBench.Suites.Runs;
using DiversityBench.Suites.Semantics;

namespace DiversityBench.Suites.Sensitivity;

/// <summary>Experiment 2 with one thing changed.</summary>
/// <param name="Name">What was changed.</param>
/// <param name="Texts">The texts as it sees them.</param>
/// <param name="Claims">Ids of the claims that the change can move.</param>
/// <param name="ComparedWith">Name of the variant whose verdicts its own are compared with; null for those of experiment 2 itself.</param>
internal sealed record Variant(string Name, EmbeddedTexts Texts, IReadOnlyList<string> Claims, string? ComparedWith = null)
{
    private const string FirstPrompt = "first prompt alone";
    private const int OtherSeeds = 2;
    private static readonly string[] s_all = ["E2.1", "E2.2", "E2.3", "E2.4", "E2.5"];
    private static readonly string[] s_permuted = ["E2.1", "E2.5"];

    /// <summary>Claims about clusters.</summary>
    public static IReadOnlyList<string> Clustered { get; } = ["E2.3", "E2.4"];

    /// <summary>Largest k of the variants; experiment 2 itself looks at k up to that of <see cref="KMeansOptions"/>.</summary>
    public static IReadOnlyList<int> LargestK { get; } = [5, 15];

    public static string UpTo(int k) => FormattableString.Invariant($"k up to {k}");

    public static IReadOnlyList<Variant> Of(ExperimentSamples samples)
    {
        var clusters = new KMeansOptions();
        var own = EmbeddedTexts.Of(samples, clusters);
        var first = samples with { Prompts = [samples.Prompts[0]] };
        var seeds = Enumerable.Range(1, OtherSeeds).ToArray();
        return
        [
            .. samples.Tools.OtherEncoders.Append(new NamedEncoder("words and bigrams", HashedTerms.Embed))
                .Select(encoder => new Variant($"encoder {encoder.Name}", EmbeddedTexts.Of(samples with { Tools = samples.Tools with { Embed = encoder.Embed, Once = new OnceByTexts() } }, clusters), s_all)),
            .. LargestK.Select(k => new Variant(UpTo(k), EmbeddedTexts.Of(samples, clusters with { MostClusters = k }), Clustered)),
            .. seeds.Select(i => new Variant($"other k-means seed {i}", EmbeddedTexts.Of(samples, clusters with { Seed = clusters.Seed + i }), Clustered)),
            .. seeds.Select(i => new Variant($"other permutation seed {i}", own with { Samples = samples with { Options = samples.Options with { Seed = samples.Options.Seed + (ulong)i } } }, s_permuted)),
            new(FirstPrompt, EmbeddedTexts.Of(first, clusters), s_all),
            .. seeds.Select(i => new Variant($"{FirstPrompt}, other sampling seed {i}", EmbeddedTexts.Of(Redrawn(first, (ulong)i), clusters), s_all, FirstPrompt)),
        ];
    }

    /// <summary>The same prompts, as many samples, from another seed; the paper's prompt alone, since each seed must be drawn. K1 draws the base of these seeds too.</summary>
    private static ExperimentSamples Redrawn(ExperimentSamples samples, ulong i)
    {
        var set = new PromptSet("Sensitivity", "S1", 1, [.. samples.Prompts.Select(p => p.Prompt)], "");
        var (ofBase, ofAligned) = (Draw(samples.Arms.Base), Draw(samples.Arms.Aligned));
        return samples with { Prompts = [.. samples.Prompts.Select((p, at) => new PromptSamples(p.Prompt, ofBase[at], ofAligned[at]))] };

        IReadOnlyList<Sample>[] Draw(Arm arm) => samples.Tools.Sampler.Draw(arm with { Seed = arm.Seed + i }, set);
    }
}
