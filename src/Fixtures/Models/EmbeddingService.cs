using DiversityBench.Fixtures.Embeddings;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Store;

namespace DiversityBench.Fixtures.Models;

/// <summary>Sentence embeddings: from the store where they are, encoded and stored where not. The encoder is loaded when it is first needed.</summary>
public sealed class EmbeddingService : IDisposable
{
    private const int Block = 256;
    private const string Work = "sentence embeddings";
    private readonly GenerationStore _store;
    private readonly IProgressSink _progress;
    private readonly Device _device;
    private readonly Lazy<SentenceEncoder> _encoder;

    /// <summary>Uses a verified encoder.</summary>
    /// <param name="files">The encoder's files.</param>
    /// <param name="store">Keeps vectors between runs.</param>
    /// <param name="progress">Is told what is being encoded.</param>
    /// <param name="processors">Processors that may be used.</param>
    public EmbeddingService(VerifiedModel files, GenerationStore store, IProgressSink progress, int processors)
    {
        _store = store;
        _progress = progress;
        _device = files.Definition.Device;
        Fingerprint = _device.CudaIndex is { } index ? $"{files.Fingerprint}; {GpuBatch.Device(index, CudaDriver.Gpus ?? [])}" : files.Fingerprint;
        _encoder = new Lazy<SentenceEncoder>(() => Load(files, processors));
    }

    /// <summary>SHA-256 over the encoder's files, with the device, and the name of its GPU, where that is no processor.</summary>
    public string Fingerprint { get; }

    /// <summary>Unit vectors of texts.</summary>
    /// <param name="texts">Texts; equal ones are encoded once.</param>
    /// <returns>One vector a text, in their order.</returns>
    public IReadOnlyList<ReadOnlyMemory<float>> Embed(IReadOnlyList<string> texts)
    {
        var distinct = texts.Distinct(StringComparer.Ordinal).ToArray();
        var vectors = new Dictionary<string, float[]>(_store.ReadEmbeddings(Fingerprint, distinct), StringComparer.Ordinal);
        var missing = distinct.Where(text => !vectors.ContainsKey(text)).ToArray();
        using var held = DeviceLease.Take(
            missing.Length == 0 ? [] : [_device], DeviceLease.SharedFolder, device => _progress.Report($"{Work}: waiting for {device}, which another run uses", 0, missing.Length, 0), CancellationToken.None);
        using var step = missing.Length > 0 ? _progress.Begin(Work) : null;
        for (var start = 0; start < missing.Length; start += Block)
        {
            if (missing.Length > Block)
                _progress.Report(Work, start, missing.Length, 0);
            var block = missing[start..Math.Min(missing.Length, start + Block)];
            var embeddings = _encoder.Value.Encode(block);
            var encoded = block.Index().ToDictionary(t => t.Item, t => embeddings[t.Index].ToArray(), StringComparer.Ordinal);
            _store.WriteEmbeddings(Fingerprint, encoded);
            foreach (var (text, vector) in encoded)
                vectors.Add(text, vector);
        }

        if (missing.Length > Block)
            _progress.Report(Work, missing.Length, missing.Length, 0);
        return [.. texts.Select(text => (ReadOnlyMemory<float>)vectors[text])];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_encoder.IsValueCreated)
            _encoder.Value.Dispose();
    }

    private SentenceEncoder Load(VerifiedModel files, int processors)
    {
        using var step = _progress.Begin($"loading {files.Definition.Id}");
        return SentenceEncoder.Load(new SentenceEncoderOptions(files.Folder)
        {
            GraphPath = files.GraphPath,
            Device = _device.ToString(),
            Threads = files.Definition.Threads ?? processors,
            BatchSize = files.Definition.Batch,
        });
    }
}
