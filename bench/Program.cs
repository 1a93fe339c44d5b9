using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Running;
using DiversityBench.Bench.Calibration;
using DiversityBench.Bench.Compare;
using DiversityBench.Bench.Gate;
using DiversityBench.Bench.Sets;
using DiversityBench.Bench.Workloads;
using DiversityBench.Fixtures.Engines.Onnx;

namespace DiversityBench.Bench;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["micro", .. var rest]:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest);
                return 0;
            case ["workload", var name, .. var settings]:
                Console.WriteLine(JsonSerializer.Serialize(Measure(name, settings), JsonSerializerOptions.Web));
                return 0;
            case ["compare", .. var rest]:
                var rounds = rest.Length > 0 && int.TryParse(rest[0], out var count) ? count : 0;
                return Comparison.Run(rounds > 0 ? rounds : 3, rounds > 0 ? rest[1..] : rest);
            case ["sets", var python]:
                return SetComparison.Run(python);
            case ["calibrate", .. var rest]:
                return rest is ["show"]
                    ? CalibrationProgram.Show(Places.Docs)
                    : CalibrationProgram.Run(rest is [var runs, ..] ? int.Parse(runs, CultureInfo.InvariantCulture) : 1000, [.. rest.Skip(1)], Places.Docs);
            case ["gate", .. var rest]:
                return GateProgram.Run(rest is [var gates] ? int.Parse(gates, CultureInfo.InvariantCulture) : 4000, Places.Docs);
            default:
                Console.Error.WriteLine("usage: micro [BenchmarkDotNet arguments] | workload NAME [threads=N] [workers=N] [batch=N] | sets PYTHON | compare [ROUNDS] [part of a target's name ...] | calibrate [RUNS [METRIC ...] | show] | gate [RUNS]");
                return 2;
        }
    }

    private static WorkloadResult Measure(string name, string[] settings)
    {
        if (name == Embedding.Name)
            return Embedding.Run();
        if (name == RecordedReading.Name)
            return RecordedReading.Run(settings);
        var workload = Catalogue.Find(name);
        int? Setting(string key) => settings.FirstOrDefault(s => s.StartsWith(key + "=", StringComparison.Ordinal)) is { } text
            ? int.Parse(text.AsSpan(key.Length + 1), CultureInfo.InvariantCulture)
            : null;
        return workload.Run(new OnnxEngineOptions(workload.Model.GraphPath, workload.Model.ContextLength)
        {
            Threads = Setting("threads"),
            Workers = Setting("workers"),
            BatchSize = Setting("batch"),
        });
    }
}
