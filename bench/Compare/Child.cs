using System.Diagnostics;
using System.Text.Json;
using DiversityBench.Bench.Workloads;

namespace DiversityBench.Bench.Compare;

/// <summary>Runs one workload in a process of its own, so that memory and warm-up of one do not touch another.</summary>
internal static class Child
{
    /// <summary>Runs a command whose last line of output is a result in JSON.</summary>
    public static WorkloadResult Run(string file, IReadOnlyList<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, WorkingDirectory = folder };
        // Two spinning threads of llama.cpp collapse where anything else uses the processors.
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"Expected {file} to end with 0 because its measurement is compared, but found {process.ExitCode}.\nArguments: {string.Join(' ', arguments)}\nNext step: run it alone and read its error output.");
        return JsonSerializer.Deserialize<WorkloadResult>(output.Trim().Split('\n')[^1], JsonSerializerOptions.Web)!;
    }
}
