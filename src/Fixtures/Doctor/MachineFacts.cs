using System.Runtime.InteropServices;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics.Errors;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Doctor;

/// <summary>What a machine and a build have to run models with.</summary>
/// <param name="System">Operating system and architecture.</param>
/// <param name="Processors">Processors that may be used.</param>
/// <param name="MemoryInGiB">Memory that this process may use.</param>
/// <param name="Gpus">NVIDIA GPUs in the order of their numbers; empty where none is found.</param>
/// <param name="MissingCudaLibraries">Libraries of CUDA that the system does not find; empty where the build has no packages for GPUs.</param>
/// <param name="Engines">The engines of the build with their versions and what they compute on.</param>
public sealed record MachineFacts(string System, int Processors, double MemoryInGiB, IReadOnlyList<string> Gpus, IReadOnlyList<string> MissingCudaLibraries, IReadOnlyList<string> Engines)
{
    private const string DriverFolder = "/proc/driver/nvidia/gpus";

    /// <summary>This machine and this build.</summary>
    /// <param name="further">What this build can run besides the engine <c>onnx</c>.</param>
    public static MachineFacts Find(params IReadOnlyList<IModelRuntime> further) => new(
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30),
        FindGpus(),
        BuildPackages.HasCuda12 ? [.. OnnxDevice.Libraries.Names.Union(BuildPackages.HasGguf ? CudaLibraries.ForGguf.Names : []).Where(library => !CudaLibraries.CanLoad(library))] : [],
        [
            $"ONNX Runtime {OrtEnv.Instance().GetVersionString()} ({string.Join(", ", OrtEnv.Instance().GetAvailableProviders().Select(provider => provider.Replace("ExecutionProvider", "", StringComparison.Ordinal)))})",
            .. further.Select(VersionOf),
            .. BuildPackages.HasGguf ? Array.Empty<string>() : ["no engine for GGUF files: build with -p:Gguf=true"],
            BuildPackages.HasCuda12 ? $"packages for NVIDIA GPUs: models of onnx need the runtime libraries of CUDA {OnnxDevice.Libraries.Version}{(BuildPackages.HasGguf ? $", GGUF files those of CUDA {CudaLibraries.ForGguf.Version}" : "")}" : "no packages for NVIDIA GPUs: build with -p:Accelerator=cuda12",
        ]);

    // A library that cannot be loaded is what the doctor is asked about.
    private static string VersionOf(IModelRuntime runtime)
    {
        try
        {
            return runtime.Version;
        }
        catch (BenchException fault)
        {
            return $"{runtime.Engine}: found {fault.Text.Finding}; {char.ToLowerInvariant(fault.Text.NextStep[0])}{fault.Text.NextStep[1..]}";
        }
    }

    // The driver counts as CUDA does. Where its library is not to be had, /proc may still list what it knows.
    private static IReadOnlyList<string> FindGpus()
    {
        if (CudaDriver.Gpus is { } gpus)
            return [.. gpus.Select(gpu => $"{new Device(gpu.Index)} {gpu.Name}")];
        return !Directory.Exists(DriverFolder) ? [] :
        [
            .. Directory.EnumerateFiles(DriverFolder, "information", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => File.ReadLines(file).FirstOrDefault(line => line.StartsWith("Model:", StringComparison.Ordinal))?["Model:".Length..].Trim() ?? "unknown model"),
        ];
    }
}
