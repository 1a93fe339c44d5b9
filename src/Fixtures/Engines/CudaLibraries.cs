using System.Runtime.InteropServices;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Engines;

/// <summary>What CUDA 12 needs besides the packages: the driver's library and the runtime's.</summary>
internal static class CudaLibraries
{
    private static readonly string[] OnWindows = ["nvcuda.dll", "cudart64_12.dll", "cublas64_12.dll"];
    private static readonly string[] OnLinux = ["libcuda.so.1", "libcudart.so.12", "libcublas.so.12"];
    private static readonly string[] ForOnnx = [OperatingSystem.IsWindows() ? "cudnn64_9.dll" : "libcudnn.so.9"];

    /// <summary>Libraries that the engine needs, the driver's first.</summary>
    public static IReadOnlyList<string> Needed(bool forOnnx) => [.. OperatingSystem.IsWindows() ? OnWindows : OnLinux, .. forOnnx ? ForOnnx : []];

    /// <summary>Whether the system finds a library.</summary>
    public static bool CanLoad(string library)
    {
        if (!NativeLibrary.TryLoad(library, out var handle))
            return false;
        NativeLibrary.Free(handle);
        return true;
    }

    /// <summary>The error of a GPU that could not be used: names the driver or the libraries that are missing.</summary>
    /// <param name="device">The device asked for.</param>
    /// <param name="needed">What is needed, the driver's library first.</param>
    /// <param name="canLoad">Whether a library is to be had.</param>
    /// <param name="fault">What the engine said; used where all libraries are there.</param>
    public static ErrorText Error(string device, IReadOnlyList<string> needed, Func<string, bool> canLoad, string? fault)
    {
        var missing = needed.Where(library => !canLoad(library)).ToArray();
        var (finding, step) = missing.Contains(needed[0])
            ? ($"no driver ({needed[0]} cannot be loaded)", "Install NVIDIA's driver for CUDA 12")
            : missing.Length > 0
                ? ($"no {string.Join(", ", missing)}", "Install these libraries of CUDA 12 where the system looks for them (LD_LIBRARY_PATH, PATH)")
                : (fault ?? "no GPU that the engine can use", "Check the device's number with nvidia-smi");
        return new ErrorText(device, "be usable", "the model asks for it and nothing else is put in its place", finding, $"{step}, or set \"device\": \"cpu\"")
            .With("Missing", missing.Length == 0 ? null : string.Join(", ", missing)).With("Fault", fault);
    }
}
