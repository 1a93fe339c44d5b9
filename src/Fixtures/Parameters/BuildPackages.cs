using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Parameters;

/// <summary>What this build was given to run models with.</summary>
public static class BuildPackages
{
    /// <summary>Whether it has the packages for NVIDIA GPUs, of <c>-p:Accelerator=cuda12</c>.</summary>
    public static bool HasCuda12 =>
#if CUDA12
        true;
#else
        false;
#endif

    /// <summary>Whether it has the engine for GGUF files, of <c>-p:Gguf=true</c>.</summary>
    public static bool HasGguf =>
#if GGUF
        true;
#else
        false;
#endif

    /// <summary>The step that adds the engine for GGUF files, for a model on a device.</summary>
    public static string GgufFlag(Device device) => device.CudaIndex is null ? "Build with -p:Gguf=true" : $"Build with -p:Accelerator=cuda12{(HasCuda12 ? " -p:Gguf=true" : "")}";

    /// <summary>What keeps this build from running a model, before any of its files are fetched; null where nothing does.</summary>
    /// <param name="model">The model.</param>
    public static ErrorText? Objection(ModelDefinition model)
    {
        if (model.Engine == "llamasharp" && !HasGguf)
        {
            return new ErrorText(
                    "the build", "hold the engine for GGUF files", $"model {model.Id} is one", "a build without it",
                    GgufFlag(model.Device))
                .With("Model", model.Id).With("Engine", model.Engine);
        }

        try
        {
            Devices.RequireAvailable(model.Device, HasCuda12, model.Id);
            return null;
        }
        catch (BenchException exception)
        {
            return exception.Text;
        }
    }
}
