using System.Diagnostics;
using DiversityBench.Fixtures.Embeddings;

namespace DiversityBench.Bench.Workloads;

/// <summary>Different sentences of 4 to 40 words through the sentence encoder.</summary>
internal static class Embedding
{
    public const string Name = "encoder";
    private const int Count = 400;
    private const string Vocabulary = "Grace Hopper was an admiral of the navy and a scientist who wrote first compiler for early machine she taught students at university in "
        + "many years later people said that her work changed how computers are used by everyone today because programs could be read";

    public static string Folder => Path.Combine(Places.Root, "models", "all-MiniLM-L6-v2");

    /// <summary>The same sentences at every call.</summary>
    public static IReadOnlyList<string> Sentences()
    {
        var random = new Random(1);
        var words = Vocabulary.Split(' ');
        return [.. Enumerable.Range(0, Count).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(4, 41)).Select(_ => words[random.Next(words.Length)])) + ".")];
    }

    public static WorkloadResult Run()
    {
        using var encoder = SentenceEncoder.Load(Folder, Environment.ProcessorCount);
        var sentences = Sentences();
        encoder.Encode(sentences);
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        encoder.Encode(sentences);
        return new WorkloadResult(Name, sentences.Count, Stopwatch.GetElapsedTime(start).TotalSeconds)
        {
            CpuSeconds = (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
            PeakMegabytes = ProcessMemory.PeakMegabytes(),
        };
    }
}
