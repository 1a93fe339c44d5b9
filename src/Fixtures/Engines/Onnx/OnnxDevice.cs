using System.Globalization;
using DiversityBench.Metrics.Errors;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>Chooses the execution provider that a model's device names.</summary>
internal static class OnnxDevice
{
    private const int GatherMemoryInMiB = 4;

    /// <summary>The parts of a memory limit, in MiB, that a model's session gets and the one that picks rows of its cache; the latter holds nothing but their numbers.</summary>
    public static (int? Model, int? Gather) Shares(int? memoryLimitInMiB) => (memoryLimitInMiB - GatherMemoryInMiB, memoryLimitInMiB is null ? null : GatherMemoryInMiB);

    /// <summary>What a GPU needs besides this build's package.</summary>
    public static CudaLibraries Libraries => CudaLibraries.ForOnnx(OrtEnv.Instance().GetVersionString());

    /// <exception cref="BenchException">The device is unknown, or this build or machine has none; nothing falls back in silence.</exception>
    public static void Append(SessionOptions settings, string device, int? memoryLimitInMiB)
    {
        if (device == "cpu")
            return;
        var index = Index(device);
#if CUDA12
        try
        {
            // What options are read with reports through it, and nothing else may have made it so far.
            _ = OrtEnv.Instance();
            using var options = new OrtCUDAProviderOptions();
            options.UpdateOptions(CudaOptions(index, memoryLimitInMiB));
            settings.AppendExecutionProvider_CUDA(options);
            NodePlacement.Record(settings);
        }
        catch (Exception cause) when (cause is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            throw Fault(device, cause);
        }
#else
        _ = (index, memoryLimitInMiB);
        throw new BenchException(new ErrorText(
            "the build", "hold the CUDA packages", $"the model's device is {device}", "the cpu package set", "Build with -p:Accelerator=cuda12, or set \"device\": \"cpu\" in models.json"));
#endif
    }

    /// <summary>Options of ONNX Runtime's provider. Its arena is left to double as it grows: one that takes what each step asks for keeps a block for every length that a cache had.</summary>
    internal static Dictionary<string, string> CudaOptions(int index, int? memoryLimitInMiB)
    {
        var values = new Dictionary<string, string>
        {
            ["device_id"] = index.ToString(CultureInfo.InvariantCulture),
            // Else products of float32 are computed with 10 bits of the 23.
            ["use_tf32"] = "0",
        };
        if (memoryLimitInMiB is { } limit)
            values["gpu_mem_limit"] = ((long)limit << 20).ToString(CultureInfo.InvariantCulture);
        return values;
    }

    /// <summary>Whether a session's fault is one of its GPU rather than of its file.</summary>
    public static bool IsFault(string device, Exception cause) => device != "cpu" && cause is OnnxRuntimeException && CudaLibraries.IsFault(cause.Message);

    /// <summary>The error of a GPU that could not be used.</summary>
    public static BenchException Fault(string device, Exception cause)
        => new(Libraries.Error(device, CudaLibraries.CanLoad, cause.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ')), cause);

    /// <summary>What of a device moves logits.</summary>
    public static string Fingerprint(string device, int? batchSize) => device == "cpu" ? device : GpuBatch.Fingerprint(Index(device), batchSize);

    /// <summary>The memory of a device.</summary>
    public static OrtMemoryInfo Memory(string device)
        => device == "cpu" ? OrtMemoryInfo.DefaultInstance : new OrtMemoryInfo("Cuda", OrtAllocatorType.DeviceAllocator, Index(device), OrtMemType.Default);

    private static int Index(string device) => device.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(device.AsSpan(5), CultureInfo.InvariantCulture, out var index) && index >= 0
        ? index
        : throw new BenchException(new ErrorText("the device", "be cpu or cuda:N", "no other is known", device, "Correct \"device\" in models.json"));
}
