using System.Diagnostics;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Clusters;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Bench.Sets;

/// <summary>One figure that both sides compute of the same samples.</summary>
/// <param name="Name">What sets.py calls it.</param>
/// <param name="Wanted">How many times faster ours should be; null where nothing was asked for.</param>
/// <param name="Tolerance">How far the two figures may be apart.</param>
/// <param name="Compute">Ours.</param>
internal sealed record SetTask(string Name, double? Wanted, double Tolerance, Func<double> Compute)
{
    /// <summary>Least wall time and least processor time, in seconds, of some runs after a first one, and the figure.</summary>
    public (double Seconds, double CpuSeconds, double Value) Measure(int runs)
    {
        var value = Compute();
        var (seconds, cpuSeconds) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var run = 0; run < runs; run++)
        {
            var cpu = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            Compute();
            seconds = Math.Min(seconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
            cpuSeconds = Math.Min(cpuSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        }

        return (seconds, cpuSeconds, value);
    }

    /// <summary>What experiments 1 and 2 compute of sets.</summary>
    public static IReadOnlyList<SetTask> Of(SetData data)
    {
        ReadOnlyMemory<float>[] vectors = [.. data.Vectors.Select(v => v.AsMemory())];
        var half = vectors[..(vectors.Length / 2)];
        var arms = PromptArms.BaseFirst("prompt", new MeanPairwiseDissimilarity(SymmetricMatrix.Cosines(vectors)), half.Length);
        var options = new ClaimTestOptions { Permutations = 9999 };
        return
        [
            new("self-BLEU of 200 texts", 20, 1e-9, () => SelfBleu.Of(TokenCorpus.FromTokens(data.Texts)).Value.Mean),
            new("Vendi score of 200 vectors", 20, 1e-6, () => VendiScore.Of(UnitEmbeddings.FromVectors(half).Value).Q1),
            new("Vendi score without each of 200 in turn", 20, 1e-6, () => VendiScore.LeaveOneOut(SymmetricMatrix.Cosines(half)).Value.Average()),
            new("9,999 studentised relabellings of mean pairwise cosine, 200 + 200", 20, 0.02,
                () => ClaimTest.Run(PaperClaims.Semantics[0], "pair", Protocol.Paper, [arms], options).PValue!.Value),
            new("k-means, k = 2 ... 10, and best silhouette of 200 vectors", null, 0.02,
                () => ClusterAnalysis.Of(UnitEmbeddings.FromVectors(half).Value, new KMeansOptions()).Value.BestSilhouette),
        ];
    }
}
