using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Engines;

/// <summary>What an engine needs on a GPU besides its packages: the driver's library and those of CUDA's runtime.</summary>
/// <param name="Version">Major version of CUDA that the engine was built against.</param>
/// <param name="Names">The libraries, the driver's first.</param>
internal sealed partial record CudaLibraries(int Version, IReadOnlyList<string> Names)
{
    // CUDA 12 was left with 1.27, as the notes of 1.26.0 say; cuDNN became optional with 1.28.
    private static readonly Version s_firstWithCuda13 = new(1, 27);
    private static readonly Version s_firstWithoutCudnn = new(1, 28);

    /// <summary>The name of the driver's library.</summary>
    public static string Driver { get; } = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>llama.cpp in LLamaSharp's package <c>Backend.Cuda12</c>.</summary>
    public static CudaLibraries ForGguf { get; } = new(12, [Driver, .. Runtime(12, ["cudart", "cublas"])]);

    /// <summary>ONNX Runtime's packages for GPUs.</summary>
    /// <param name="version">Its version, as <c>1.31.0</c>.</param>
    public static CudaLibraries ForOnnx(string version)
    {
        var own = System.Version.Parse(version);
        var cuda = own < s_firstWithCuda13 ? 12 : 13;
        string[] further = OperatingSystem.IsWindows() ? [] : ["libcurand.so.10"];
        string[] cudnn = own < s_firstWithoutCudnn ? [OperatingSystem.IsWindows() ? "cudnn64_9.dll" : "libcudnn.so.9"] : [];
        return new CudaLibraries(cuda, [Driver, .. Runtime(cuda, ["cudart", "cublas", "cublasLt"]), .. further, .. cudnn]);
    }

    /// <summary>Whether the system finds a library.</summary>
    public static bool CanLoad(string library)
    {
        if (!NativeLibrary.TryLoad(library, out var handle))
            return false;
        NativeLibrary.Free(handle);
        return true;
    }

    /// <summary>Whether an engine's message tells a fault of the driver, of CUDA's libraries or of the GPU rather than of the model.</summary>
    public static bool IsFault(string message) => OfGpu().IsMatch(message) || OfLoader().IsMatch(message);

    /// <summary>What to do where libraries are missing, as clauses.</summary>
    public string Remedy(IReadOnlyList<string> missing)
    {
        var driver = missing.Contains(Driver) ? $"install NVIDIA's driver for CUDA {Version}" : null;
        var others = missing.Any(library => library != Driver) ? $"install the runtime libraries of CUDA {Version} where the system looks for them (LD_LIBRARY_PATH, PATH)" : null;
        return string.Join(" and ", new[] { driver, others }.OfType<string>());
    }

    /// <summary>The error of a GPU that could not be used. What the loader or CUDA itself said goes before the list of what is missing.</summary>
    /// <param name="device">The device asked for.</param>
    /// <param name="canLoad">Whether a library is to be had.</param>
    /// <param name="fault">What the engine said.</param>
    public ErrorText Error(string device, Func<string, bool> canLoad, string? fault)
    {
        var (loader, ofGpu) = (OfLoader().Match(fault ?? ""), OfGpu().Match(fault ?? ""));
        string[] named = loader.Success ? [loader.Groups["library"].Value] : [];
        string[] missing = ofGpu.Success ? [] : [.. Names.Where(library => !canLoad(library)).Union(named)];
        var finding = loader.Success ? loader.Value
            : ofGpu.Success ? ofGpu.Value.Trim()
            : missing.Contains(Driver) ? $"no driver ({Driver} cannot be loaded)"
            : missing.Length > 0 ? $"no {string.Join(", ", missing)}"
            : fault ?? "no GPU that the engine can use";
        var step = missing.Length > 0 ? Remedy(missing)
            : finding.Contains("driver version is insufficient", StringComparison.OrdinalIgnoreCase) ? $"install NVIDIA's driver for CUDA {Version}"
            : "check the number with --doctor: CUDA counts the GPUs of CUDA_VISIBLE_DEVICES, the fastest first unless CUDA_DEVICE_ORDER=PCI_BUS_ID; nvidia-smi counts by their place on the bus";
        return new ErrorText(device, "be usable", "the model asks for it and nothing else is put in its place", finding, $"{char.ToUpper(step[0], CultureInfo.InvariantCulture)}{step[1..]}, or set \"device\": \"cpu\"")
            .With("Missing", missing.Length == 0 ? null : string.Join(", ", missing)).With("Fault", fault == finding ? null : fault);
    }

    private static IEnumerable<string> Runtime(int version, string[] names)
    {
        var number = version.ToString(CultureInfo.InvariantCulture);
        return names.Select(name => OperatingSystem.IsWindows() ? $"{name}64_{number}.dll" : $"lib{name}.so.{number}");
    }

    [GeneratedRegex(@"(?<library>lib[\w.+-]+\.so[\w.]*): cannot open shared object file")]
    private static partial Regex OfLoader();

    [GeneratedRegex("(?:(?:CUDA|CUBLAS) (?:failure|error)|Invalid device ID|invalid device ordinal|invalid value for main_gpu)[^;]*", RegexOptions.IgnoreCase)]
    private static partial Regex OfGpu();
}
