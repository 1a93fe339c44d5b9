using System.Diagnostics;
using DiversityBench.Bench.Peak;
using DiversityBench.Fixtures.Decoding;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;

namespace DiversityBench.Bench.Workloads;

/// <summary>Samples of one prompt, the full-vocabulary statistics of every step included. No token ends a sample, so that all have the same length.</summary>
/// <param name="Name">Name of the workload.</param>
/// <param name="Model">The model.</param>
/// <param name="PromptTokens">Length of the prompt; null takes the paper's prompt as it is.</param>
/// <param name="Samples">Samples to draw.</param>
/// <param name="Tokens">Tokens of each.</param>
internal sealed record Decoding(string Name, ModelFolder Model, int? PromptTokens, int Samples, int Tokens)
{
    private const string PaperPrompt = "Grace Hopper was";
    private const double AllowanceMegabytes = 300;

    /// <summary>Parameters of the model, for the share of the machine's peak; null asks for no share.</summary>
    public double? Parameters { get; init; }

    /// <summary>The prompt as this model reads it; longer ones are the paper's prompt over and over.</summary>
    public IReadOnlyList<TokenId> Prompt()
    {
        var tokenizer = HuggingFaceTokenizer.Load(Model.TokenizerPath);
        if (PromptTokens is not { } length)
            return tokenizer.Encode(PaperPrompt);
        var text = string.Join(' ', Enumerable.Repeat(PaperPrompt + " a computer scientist.", length));
        return [.. tokenizer.Encode(text).Take(length)];
    }

    public WorkloadResult Run(OnnxEngineOptions? settings = null)
    {
        settings ??= new OnnxEngineOptions(Model.GraphPath, Model.ContextLength);
        using var engine = OnnxEngine.Load(settings);
        var generator = new Generator(engine, HuggingFaceTokenizer.Load(Model.TokenizerPath), new HashSet<TokenId>(), Name);
        var prompt = Prompt();
        var before = Parameters is null ? 0 : SgemmPeak.Measure(settings.Processors);
        Generate(generator, prompt, Samples, Tokens);

        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var tokens = Generate(generator, prompt, Samples, Tokens);
        var result = new WorkloadResult(Name, tokens, Stopwatch.GetElapsedTime(start).TotalSeconds)
        {
            CpuSeconds = (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
            PeakMegabytes = ProcessMemory.PeakMegabytes(),
            AllowedMegabytes = (Model.WeightBytes + CacheBytes(engine, prompt.Count)) / 1e6 + AllowanceMegabytes,
        };
        if (Parameters is not { } parameters)
            return result;
        var peak = Math.Max(before, SgemmPeak.Measure(settings.Processors));
        return result with { PeakGflops = peak, PeakShare = 2 * parameters * result.ItemsPerSecond / 1e9 / peak };
    }

    private static long Generate(Generator generator, IReadOnlyList<TokenId> prompt, int samples, int tokens)
    {
        long count = 0;
        var request = new GenerationRequest("bench", "bench", prompt, new SamplingOptions { MaxTokens = tokens }, [], 1);
        generator.Generate(
            [new GenerationJob(request, [.. Enumerable.Range(0, samples)])],
            (_, generations) => count += generations.Sum(g => g.Steps.Count));
        return count;
    }

    /// <summary>The prompt once, and the tokens of all rows in flight.</summary>
    private double CacheBytes(OnnxEngine engine, int prompt)
    {
        using var batch = engine.CreateBatch(prompt + Tokens, Tokens);
        return (prompt + (double)(Math.Min(Samples, batch.Capacity * engine.Workers) * Tokens)) * Model.CacheBytesPerToken;
    }
}
