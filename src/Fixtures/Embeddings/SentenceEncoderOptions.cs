namespace DiversityBench.Fixtures.Embeddings;

/// <summary>How a sentence encoder is loaded.</summary>
/// <param name="Folder">The model's folder.</param>
public sealed record SentenceEncoderOptions(string Folder)
{
    /// <summary>Path of the graph; null takes <c>onnx/model.onnx</c> or <c>model.onnx</c> of the folder.</summary>
    public string? GraphPath { get; init; }

    /// <summary>Where it runs: <c>cpu</c> or <c>cuda:N</c>. The last bits of the vectors depend on it.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Batches computed at a time on the processor, at least 1; a GPU computes one. The vectors do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Most texts of a batch, at least 1; null chooses by their length. The vectors do not depend on it.</summary>
    public int? BatchSize { get; init; }
}
