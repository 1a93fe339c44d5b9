using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Metrics.Errors;
using LLama;
using LLama.Common;
using LLama.Exceptions;
using LLama.Native;

namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>Opens GGUF files.</summary>
internal static class GgufFile
{
    /// <summary>Loads a file, or its vocabulary and metadata alone.</summary>
    /// <exception cref="BenchException">The file is missing, damaged or of an architecture that these libraries do not know, or the device is not to be had.</exception>
    public static LLamaWeights Load(string path, int? cudaIndex, bool vocabularyOnly)
    {
        if (!File.Exists(path))
            throw new BenchException(new ErrorText("the GGUF file", "exist", "the model is to be loaded from it", "none", "Restore the file or correct its path in models.json").With("File", path));
        _ = NativeLlama.Log.TakeErrors();
        try
        {
            return LLamaWeights.LoadFromFile(Parameters(path, cudaIndex, vocabularyOnly));
        }
        catch (LoadWeightsFailedException cause)
        {
            throw new BenchException(Fault(path, cudaIndex, NativeLlama.Log.TakeErrors() ?? "a fault that llama.cpp does not name"), cause);
        }
    }

    internal static ModelParams Parameters(string path, int? cudaIndex, bool vocabularyOnly) => new(path)
    {
        VocabOnly = vocabularyOnly,
        // Below zero are all layers.
        GpuLayerCount = cudaIndex is null ? 0 : -1,
        // One device computes the whole model; below zero llama.cpp takes none, where it would else hand large products to a GPU that it finds.
        SplitMode = GPUSplitMode.None,
        MainGpu = cudaIndex ?? -1,
    };

    internal static ErrorText Fault(string path, int? cudaIndex, string finding)
    {
        if (cudaIndex is { } index && CudaLibraries.IsFault(finding))
            return CudaLibraries.ForGguf.Error(new Device(index).ToString(), CudaLibraries.CanLoad, finding).With("File", path);
        return new ErrorText(
                "the GGUF file", "load", "the model runs from it", finding,
                finding.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
                    ? "Take a smaller conversion of the model, or a GPU with more memory"
                    : "Check that the file is complete (its SHA-256 stands in models.json) and that this version of llama.cpp knows its architecture")
            .With("File", path);
    }
}
