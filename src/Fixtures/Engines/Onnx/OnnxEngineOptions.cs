namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>How a decoder graph is loaded.</summary>
/// <param name="GraphPath">The ONNX file.</param>
/// <param name="ContextLength">Most tokens of a sequence, from the model's configuration.</param>
public sealed record OnnxEngineOptions(string GraphPath, int ContextLength)
{
    /// <summary>Where it runs: <c>cpu</c> or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Whether attention, and products with matrices of 8 bits, run as operators of our own where device and graph allow it, rather than as the graph and ONNX Runtime have them.</summary>
    public bool OwnOperators { get; init; } = true;

    /// <summary>Most MiB of a GPU's memory that the weights, cache and steps of this engine may take; null sets no limit. Nothing on the processor.</summary>
    public int? MemoryLimit { get; init; }

    /// <summary>Whether the cache stays in the device's memory between steps; always so on a GPU.</summary>
    public bool BoundCache { get; init; }

    /// <summary>Threads inside one graph run; null chooses by the model's size.</summary>
    public int? Threads { get; init; }

    /// <summary>Batches decoded at a time, one thread each; null chooses by the model's size.</summary>
    public int? Workers { get; init; }

    /// <summary>Rows of a batch; null chooses by the size of a row's cache.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Tokens of a prompt that are read at a time; null reads as many as 256 MiB of logits allow. Other last bits where it cuts a prompt otherwise.</summary>
    public int? PromptColumns { get; init; }

    /// <summary>Processors that may be used; the count of the machine unless told.</summary>
    public int Processors { get; init; } = Environment.ProcessorCount;
}
