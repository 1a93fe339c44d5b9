using BenchmarkDotNet.Attributes;
using DiversityBench.Metrics.Embeddings;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Lexical;
using DiversityBench.Metrics.Sets;

namespace DiversityBench.Bench.Micro;

/// <summary>Metrics of one prompt's samples, as an experiment computes them once per arm.</summary>
[InProcess]
[MemoryDiagnoser]
public class SetMetrics
{
    private const int Dimensions = 384;
    private const int Words = 60;
    private TokenCorpus _corpus = null!;
    private HillNumber _hill = null!;
    private VendiSetMetric _vendi = null!;
    private int[] _members = [];

    [Params(200)]
    public int Samples { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        _members = [.. Enumerable.Range(0, Samples)];
        _corpus = TokenCorpus.FromTokens([.. _members.Select(_ => (IReadOnlyList<string>)[.. Enumerable.Range(0, Words).Select(_ => $"w{(int)(500 * Math.Pow(random.NextDouble(), 3))}")])]);
        _hill = HillNumber.Of([.. _members.Select(_ => random.Next(30))]);
        _vendi = new VendiSetMetric(SymmetricMatrix.Cosines([.. _members.Select(_ => (ReadOnlyMemory<float>)Enumerable.Range(0, Dimensions).Select(_ => random.NextSingle() - 0.3f).ToArray())]));
    }

    [Benchmark]
    public Measured<SelfBleu> SelfBleuOf() => SelfBleu.Of(_corpus);

    [Benchmark]
    public double? Hill() => _hill.Value(_members);

    [Benchmark]
    public double? Vendi() => _vendi.Value(_members);
}
