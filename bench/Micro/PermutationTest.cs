using BenchmarkDotNet.Attributes;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Sets;
using DiversityBench.Verification.Claims;

namespace DiversityBench.Bench.Micro;

/// <summary>One claim's test: interval, and studentised permutations with the jackknife in each.</summary>
[InProcess]
[MemoryDiagnoser]
public class PermutationTest
{
    private const int Samples = 100;
    private const int Prompts = 5;
    private IReadOnlyList<PromptArms> _prompts = [];

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        _prompts = [.. Enumerable.Range(0, Prompts).Select(p => PromptArms.BaseFirst(
            $"prompt {p}",
            HillNumber.Of([.. Enumerable.Range(0, 2 * Samples).Select(_ => random.Next(30))]),
            Samples))];
    }

    [Benchmark]
    public ClaimEvidence Run()
        => ClaimTest.Run(PaperClaims.Personas[0], "pair", Protocol.Paper, _prompts, new ClaimTestOptions { Seed = 1 });
}
