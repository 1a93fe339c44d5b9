using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DiversityBench.Metrics.Errors;
using LLama.Exceptions;
using LLama.Native;

namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>llama.cpp in this process: chosen and made quiet before its first use, since LLamaSharp allows it only then.</summary>
internal static partial class NativeLlama
{
    /// <summary>Larger libraries (CUDA kernels) are told apart by their size: reading them takes longer than a run may.</summary>
    private const long MostHashedBytes = 64L << 20;

    private static readonly Lazy<NativeLog> s_log = new(Configure);
    private static readonly Lazy<string> s_build = new(ReadBuild);

    /// <summary>Its messages. The first use loads it.</summary>
    /// <exception cref="BenchException">The libraries cannot be loaded.</exception>
    public static NativeLog Log => s_log.Value;

    /// <summary>LLamaSharp's version.</summary>
    public static string Version { get; } = typeof(NativeLlama).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "LLamaSharp").Value!;

    /// <summary>Digest of the native libraries in use, 12 hexadecimal digits: one LLamaSharp version runs with many.</summary>
    public static string Build => s_build.Value;

    /// <summary>Whether the libraries can compute on a GPU and found one.</summary>
    public static bool HasGpu
    {
        get
        {
            _ = Log;
            return NativeApi.llama_supports_gpu_offload();
        }
    }

    private static NativeLog Configure()
    {
        // Threads of llama.cpp that wait in a loop take the processors from each other, and from everybody else, where fewer than that many
        // are free: 30 tokens a second instead of 1500 were measured. The runtime reads this once, when it is loaded.
        if (OperatingSystem.IsLinux())
            _ = SetEnvironment("OMP_WAIT_POLICY", "passive", overwrite: 0);
        var log = new NativeLog();
        NativeLibraryConfig.All.WithLogCallback(log.Write);
#if CUDA12
        NativeLibraryConfig.LLama.WithVulkan(false).WithAutoFallback(false).WithSelectingPolicy(new CudaThenProcessor());
#else
        NativeLibraryConfig.LLama.WithCuda(false).WithVulkan(false).WithAutoFallback(false);
#endif
        try
        {
            NativeApi.llama_empty_call();
            return log;
        }
        catch (Exception cause) when (cause is TypeInitializationException or RuntimeError or DllNotFoundException)
        {
            throw new BenchException(new ErrorText(
                    "the libraries of llama.cpp", "load", "GGUF files run through them", (cause.InnerException ?? cause).Message.Split('\n')[0].TrimEnd('.', ' '),
                    "Restore the backend package of LLamaSharp for this system; on Linux it needs libgomp.so.1")
                .With("Folder", Path.Combine(AppContext.BaseDirectory, "runtimes")), cause);
        }
    }

    private static string ReadBuild()
    {
        _ = Log;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var process = Process.GetCurrentProcess();
        var libraries = process.Modules.Cast<ProcessModule>().Select(module => module.FileName).Where(IsLlama).Distinct().OrderBy(Path.GetFileName, StringComparer.Ordinal);
        foreach (var path in libraries)
        {
            var size = new FileInfo(path).Length;
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} {size}\n")));
            if (size <= MostHashedBytes)
                hash.AppendData(SHA256.HashData(File.ReadAllBytes(path)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static bool IsLlama(string path)
    {
        var name = Path.GetFileName(path);
        return name.Contains("llama.", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".json", StringComparison.Ordinal) || name.Contains("ggml", StringComparison.OrdinalIgnoreCase);
    }

    // The environment that .NET shows is a copy, which native libraries do not see.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
