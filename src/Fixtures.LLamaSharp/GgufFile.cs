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
            return LLamaWeights.LoadFromFile(new ModelParams(path)
            {
                VocabOnly = vocabularyOnly,
                // Below zero are all layers.
                GpuLayerCount = cudaIndex is null ? 0 : -1,
                MainGpu = cudaIndex ?? 0,
                // One device computes the whole model; without one, llama.cpp refuses the choice.
                SplitMode = cudaIndex is null ? null : GPUSplitMode.None,
            });
        }
        catch (LoadWeightsFailedException cause)
        {
            throw new BenchException(new ErrorText(
                    "the GGUF file", "load", "the model runs from it", NativeLlama.Log.TakeErrors() ?? "a fault that llama.cpp does not name",
                    "Check that the file is complete (its SHA-256 stands in models.json) and that this version of llama.cpp knows its architecture")
                .With("File", path), cause);
        }
    }
}
