using BenchmarkDotNet.Attributes;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Metrics;

namespace DiversityBench.Bench.Micro;

/// <summary>Statistics of one row of logits and a draw from it: what every generated token costs beside the model.</summary>
[InProcess]
[MemoryDiagnoser]
public class RowStatistics
{
    private NextTokenDistribution _distribution = null!;
    private float[] _logits = [];

    [Params(4096, 49152)]
    public int Vocabulary { get; set; }

    /// <summary>Standard deviation of the logits: 2 is flat (a nucleus of thousands), 4 is what language models show.</summary>
    [Params(2.0, 4.0)]
    public double Spread { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        _distribution = new NextTokenDistribution(Vocabulary);
        _logits = [.. Enumerable.Range(0, Vocabulary).Select(_ => (float)(Spread * Normal(random)))];
    }

    [Benchmark]
    public StepStatistics LoadDrawDescribe()
    {
        _distribution.Load(_logits);
        return _distribution.Describe(_logits, _distribution.Draw(0.5));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
