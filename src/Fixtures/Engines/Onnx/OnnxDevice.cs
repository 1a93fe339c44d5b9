using DiversityBench.Metrics.Errors;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>Chooses the execution provider that a model's device names.</summary>
internal static class OnnxDevice
{
    /// <exception cref="BenchException">The device is unknown, or this build or machine has none; nothing falls back in silence.</exception>
    public static void Append(SessionOptions settings, string device)
    {
        if (device == "cpu")
            return;
        if (!device.StartsWith("cuda:", StringComparison.Ordinal) || !int.TryParse(device.AsSpan(5), out var index) || index < 0)
            throw new BenchException(new ErrorText("the device", "be cpu or cuda:N", "no other is known", device, "Correct \"device\" in models.json"));
#if CUDA12
        try
        {
            settings.AppendExecutionProvider_CUDA(index);
        }
        catch (Exception cause) when (cause is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            throw new BenchException(new ErrorText(device, "be usable", "the model asks for it", cause.Message.TrimEnd('.'), "Install a CUDA 12 driver and libraries, or set \"device\": \"cpu\""), cause);
        }
#else
        throw new BenchException(new ErrorText(
            "the build", "hold the CUDA packages", $"the model's device is {device}", "the cpu package set", "Build with -p:Accelerator=cuda12, or set \"device\": \"cpu\" in models.json"));
#endif
    }
}
