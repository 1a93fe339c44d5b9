using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>Chooses the execution provider that a model's device names.</summary>
internal static class OnnxDevice
{
    /// <exception cref="EngineException">The device is unknown, or this build or machine has none; nothing falls back in silence.</exception>
    public static void Append(SessionOptions settings, string device)
    {
        if (device == "cpu")
            return;
        if (!device.StartsWith("cuda:", StringComparison.Ordinal) || !int.TryParse(device.AsSpan(5), out var index) || index < 0)
            throw new EngineException($"Expected the device to be cpu or cuda:N because no other is known, but found {device}.\nNext step: correct \"device\" in models.json.");
#if CUDA12
        try
        {
            settings.AppendExecutionProvider_CUDA(index);
        }
        catch (Exception cause) when (cause is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            throw new EngineException($"Expected {device} to be usable because the model asks for it, but found: {cause.Message}\nNext step: install a CUDA 12 driver and libraries, or set \"device\": \"cpu\".", cause);
        }
#else
        throw new EngineException($"Expected a build with the CUDA packages because the model's device is {device}, but found the cpu package set.\nNext step: build with -p:Accelerator=cuda12, or set \"device\": \"cpu\" in models.json.");
#endif
    }
}
