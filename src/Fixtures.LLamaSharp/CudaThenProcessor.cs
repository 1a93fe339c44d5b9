using LLama.Abstractions;
using LLama.Native;

namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>
/// Tries llama.cpp with CUDA, then without. LLamaSharp's own policy asks CUDA_VERSION, CUDA_PATH or a toolkit's version.json for the version of CUDA first and
/// passes over machines that have the driver and the runtime libraries, but none of these.
/// </summary>
internal sealed class CudaThenProcessor : INativeLibrarySelectingPolicy
{
    /// <inheritdoc/>
    public IEnumerable<INativeLibrary> Apply(NativeLibraryConfig.Description description, SystemInfo systemInfo, NativeLogConfig.LLamaLogCallback? logCallback) =>
    [
        new NativeLibraryWithCuda(12, description.Library, description.AvxLevel, skipCheck: false),
        new NativeLibraryWithAvx(description.Library, description.AvxLevel, skipCheck: false),
    ];
}
