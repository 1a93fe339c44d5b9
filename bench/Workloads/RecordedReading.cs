using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using DiversityBench.Fixtures;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Recorded;
using DiversityBench.Fixtures.Store;

namespace DiversityBench.Bench.Workloads;

/// <summary>
/// Recorded samples, a million if nothing else is said, imported into an empty store, their hash checked first; items are bytes. With <c>again</c> they are
/// imported a second time from the same store, as a later run does, and that is what is measured.
/// </summary>
internal static class RecordedReading
{
    public const string Name = "recorded";
    private const int Million = 1_000_000;

    public static WorkloadResult Run(IReadOnlyList<string> settings)
    {
        var samples = settings.Select(s => int.TryParse(s, out var count) ? count : 0).FirstOrDefault(count => count > 0, Million);
        var folder = Directory.CreateTempSubdirectory("recorded-");
        try
        {
            var path = Path.Combine(folder.FullName, "recorded.jsonl");
            var model = Write(path, samples);
            using var store = GenerationStore.Open(Path.Combine(folder.FullName, "generations.db"));
            if (settings.Contains("again"))
                Import(model, store, samples);
            var processor = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            Import(model, store, samples);
            return new WorkloadResult(Name, new FileInfo(path).Length, Stopwatch.GetElapsedTime(start).TotalSeconds)
            {
                CpuSeconds = (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
                PeakMegabytes = ProcessMemory.PeakMegabytes(),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Import(ModelDefinition model, GenerationStore store, int samples)
    {
        var verified = new ModelFiles(Path.GetTempPath()).Verify(model);
        var read = new RecordedImport(store, new Silence(), text => throw new InvalidOperationException(text)).Read(verified).Prompts.Sum(p => p.Count);
        if (read != samples)
            throw new InvalidOperationException($"Expected {samples} samples because as many were written, but found {read}.");
    }

    private static ModelDefinition Write(string path, int samples)
    {
        var texts = Embedding.Sentences();
        using (var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16))
        {
            for (var i = 0; i < samples; i++)
                file.Write(FormattableString.Invariant($"{{\"prompt_id\": \"prompt-{i / 10}\", \"prompt\": \"Grace Hopper was\", \"sample_index\": {i % 10}, \"text\": \"{texts[i % texts.Count]}\", \"finish_reason\": \"stop\"}}\n"));
        }

        using var written = File.OpenRead(path);
        var pinned = new ModelFile(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(written)));
        return new ModelDefinition
        {
            Id = Name,
            Engine = "recorded",
            Folder = Path.GetFileName(Path.GetDirectoryName(path)!),
            Licence = "MIT",
            Graph = pinned,
            Files = [pinned],
            RecordedFields = new RecordedFields(),
        };
    }

    private sealed class Silence : IProgressSink
    {
        public void Report(string work, long done, long total, long tokens)
        {
        }

        public void ReportBytes(string work, long done, long total)
        {
        }
    }
}
