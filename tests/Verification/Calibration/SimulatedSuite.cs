using DiversityBench.Metrics;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;
using DiversityBench.Verification.Statistics;

namespace DiversityBench.Tests.Verification.Calibration;

/// <summary>
/// Both Holm families of a run, tested on simulated samples of two arms that differ in nothing: personas, texts, their vectors and token
/// statistics, with the metrics that the suites use. Claims of one experiment see the same samples, so that they depend on each other as they do in a run.
/// </summary>
internal static class SimulatedSuite
{
    private const int Prompts = 2;
    private const int Samples = 30;
    private const int Dimensions = 16;
    private const int Stages = 4;
    private static readonly Claim[] s_claims = [.. PaperClaims.Personas, .. PaperClaims.Semantics, .. PaperClaims.TokenEntropy, .. PaperClaims.Attractors, .. PaperClaims.Mechanisms];

    /// <summary>Evidence of one run for every claim; standard errors are left out, since nobody reads the sample sizes that follow from them.</summary>
    public static IReadOnlyList<ClaimEvidence> Draw(ulong seed)
    {
        var prompts = Enumerable.Range(0, Prompts).Select(p => SimulatedPrompt.Draw(new RandomStream(seed, (ulong)p), 2 * Samples, Dimensions, Stages)).ToArray();
        var options = new ClaimTestOptions { Seed = seed, Permutations = 999, RawPermutations = 0, Threads = 1 };
        return [.. s_claims.Select(claim => Test(claim, prompts, options) with { StandardError = null })];
    }

    private static ClaimEvidence Test(Claim claim, SimulatedPrompt[] prompts, ClaimTestOptions options)
    {
        ClaimEvidence Run(Func<SimulatedPrompt, ISetMetric> metric) => ClaimTest.Run(
            claim, "simulated", Protocol.Paper, [.. prompts.Select((p, i) => PromptArms.BaseFirst($"p{i}", metric(p), Samples))], options);

        return claim.Id switch
        {
            "E1.1" => Run(p => HillNumber.Of(p.FirstNames)),
            "E1.2" => Run(p => HillNumber.Of(p.LastNames)),
            "E1.3" => Run(p => HillNumber.Of(p.Nationalities)),
            "E1.4" => Run(p => HillNumber.Of(p.Genders)),
            "E1.5" => Run(p => Spread.StandardDeviation(p.Ages)),
            "E1.6" => Run(p => HillNumber.Of(p.Occupations)),
            "E1.7" => Run(p => DistinctShare.Of(p.Wholes)),
            "E1.8" => Run(p => new MeanOfScalars(p.Sentiments)),
            "E1.9" => Run(p => Spread.Variance(p.Sentiments)),
            "E1.10" => Run(p => new MeanPairwiseDissimilarity(p.Reviews)),
            "E2.1" => Run(p => new MeanPairwiseDissimilarity(p.Cosines)),
            "E2.2" => Run(p => new VendiSetMetric(p.Cosines)),
            "E2.3" => Run(p => Clusters(p).BestSilhouette),
            "E2.4" => Run(p => Clusters(p).EffectiveClusters),
            "E2.5" => Run(p => new NearDuplicateShare(p.Cosines)),
            "E2.6" => Run(p => new LexicalSets(p.Texts, 1000).AdjustedDistinct2),
            "E3.5" => Enumerable.Range(0, Stages).Select(stage => Run(p => new MeanOfScalars(p.StageEntropies[stage]))).MaxBy(e => e.PValue)!,
            "M1" => OneArmTest.Run(claim, "simulated", Protocol.Paper, [.. prompts.Select(p => p.BlockedMasses)], PaperClaims.BlockedMassThreshold, options),
            var id => Run(p => new MeanOfScalars(p.Numbers[id])),
        };
    }

    // One start instead of five: the test asks how often the rule errs, not how good the clusters are.
    private static ClusteredSets Clusters(SimulatedPrompt prompt) => new(prompt.Vectors, Samples, new KMeansOptions(Restarts: 1, MostClusters: 5));
}
