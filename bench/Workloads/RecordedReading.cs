using System.Diagnostics;
using System.Text;
using DiversityBench.Fixtures.Recorded;

namespace DiversityBench.Bench.Workloads;

/// <summary>A million recorded samples, read one line at a time; items are bytes.</summary>
internal static class RecordedReading
{
    public const string Name = "recorded";
    private const int Samples = 1_000_000;

    public static WorkloadResult Run()
    {
        var path = Path.GetTempFileName();
        try
        {
            Write(path);
            var processor = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            var read = RecordedReader.Read(path, new RecordedFields()).Count();
            if (read != Samples)
                throw new InvalidOperationException($"Expected {Samples} samples because as many were written, but found {read}.");
            return new WorkloadResult(Name, new FileInfo(path).Length, Stopwatch.GetElapsedTime(start).TotalSeconds)
            {
                CpuSeconds = (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
                PeakMegabytes = ProcessMemory.PeakMegabytes(),
            };
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Write(string path)
    {
        var texts = Embedding.Sentences();
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        for (var i = 0; i < Samples; i++)
            file.Write(FormattableString.Invariant($"{{\"prompt_id\": \"prompt-{i / 10}\", \"prompt\": \"Grace Hopper was\", \"sample_index\": {i % 10}, \"text\": \"{texts[i % texts.Count]}\", \"finish_reason\": \"stop\"}}\n"));
    }
}
