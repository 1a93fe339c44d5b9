using DiversityBench.Fixtures.Models;

namespace DiversityBench.Suites.Runs;

/// <summary>What this build can run models with, by the package set that it was built with.</summary>
internal static class Runtimes
{
    /// <summary>Everything besides ONNX Runtime, which every build has.</summary>
#if GGUF
    public static IReadOnlyList<IModelRuntime> BesidesOnnx { get; } = [new Fixtures.LLamaSharp.LlamaRuntime()];
#else
    public static IReadOnlyList<IModelRuntime> BesidesOnnx { get; } = [];
#endif
}
