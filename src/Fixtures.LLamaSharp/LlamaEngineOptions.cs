namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>How a GGUF file is loaded.</summary>
/// <param name="Path">The GGUF file.</param>
/// <param name="ContextLength">Most tokens of a sequence.</param>
public sealed record LlamaEngineOptions(string Path, int ContextLength)
{
    /// <summary>CUDA device that holds all layers; null computes on the processor.</summary>
    public int? CudaIndex { get; init; }

    /// <summary>Threads of one decoding step; null chooses by the model's size.</summary>
    public int? Threads { get; init; }

    /// <summary>Rows of a batch, at most 256; null chooses by the size of a row's cache.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Processors that may be used; the count of the machine unless told.</summary>
    public int Processors { get; init; } = Environment.ProcessorCount;
}
