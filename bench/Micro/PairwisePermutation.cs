using BenchmarkDotNet.Attributes;
using DiversityBench.Bench.Sets;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics.Sets;
using DiversityBench.Metrics;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Bench.Micro;

/// <summary>9,999 studentised relabellings of one prompt's mean pairwise cosine, 200 + 200 samples.</summary>
[InProcess]
[MemoryDiagnoser]
public class PairwisePermutation
{
    private IReadOnlyList<PromptArms> _prompts = [];

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Prepare()
        => _prompts = [PromptArms.BaseFirst("prompt", new MeanPairwiseDissimilarity(SymmetricMatrix.Cosines([.. SetData.Draw(0, 400).Vectors.Select(v => (ReadOnlyMemory<float>)v)])), 200)];

    [Benchmark]
    public ClaimEvidence Run()
        => ClaimTest.Run(PaperClaims.Semantics[0], "pair", Protocol.Paper, _prompts, new ClaimTestOptions { Seed = 1, Threads = Threads });
}
