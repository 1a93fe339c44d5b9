using System.Globalization;
using DiversityBench.Metrics.Errors;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>Chooses the execution provider that a model's device names.</summary>
internal static class OnnxDevice
{
    /// <exception cref="BenchException">The device is unknown, or this build or machine has none; nothing falls back in silence.</exception>
    public static void Append(SessionOptions settings, string device, int? memoryLimitInMiB)
    {
        if (device == "cpu")
            return;
        var index = Index(device);
#if CUDA12
        try
        {
            using var options = new OrtCUDAProviderOptions();
            var values = new Dictionary<string, string>
            {
                ["device_id"] = index.ToString(CultureInfo.InvariantCulture),
                // The arena doubles otherwise, and takes twice what a cache that grows by a token needs.
                ["arena_extend_strategy"] = "kSameAsRequested",
            };
            if (memoryLimitInMiB is { } limit)
                values["gpu_mem_limit"] = ((long)limit << 20).ToString(CultureInfo.InvariantCulture);
            options.UpdateOptions(values);
            settings.AppendExecutionProvider_CUDA(options);
        }
        catch (Exception cause) when (cause is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            throw new BenchException(CudaLibraries.Error(device, CudaLibraries.Needed(forOnnx: true), CudaLibraries.CanLoad, cause.Message.TrimEnd('.')), cause);
        }
#else
        _ = (index, memoryLimitInMiB);
        throw new BenchException(new ErrorText(
            "the build", "hold the CUDA packages", $"the model's device is {device}", "the cpu package set", "Build with -p:Accelerator=cuda12, or set \"device\": \"cpu\" in models.json"));
#endif
    }

    /// <summary>The memory of a device.</summary>
    public static OrtMemoryInfo Memory(string device)
        => device == "cpu" ? OrtMemoryInfo.DefaultInstance : new OrtMemoryInfo("Cuda", OrtAllocatorType.DeviceAllocator, Index(device), OrtMemType.Default);

    private static int Index(string device) => device.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(device.AsSpan(5), CultureInfo.InvariantCulture, out var index) && index >= 0
        ? index
        : throw new BenchException(new ErrorText("the device", "be cpu or cuda:N", "no other is known", device, "Correct \"device\" in models.json"));
}
