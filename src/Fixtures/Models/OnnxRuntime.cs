using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Templates;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Models;

/// <summary>Models of the engine <c>onnx</c>: a decoder graph beside Hugging Face's tokenizer and configuration files.</summary>
public sealed class OnnxRuntime : IModelRuntime
{
    /// <inheritdoc/>
    public string Engine => "onnx";

    /// <inheritdoc/>
    public string Version => $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}";

    /// <inheritdoc/>
    public string FingerprintOf(ModelDefinition model) => OnnxEngine.FingerprintOf(model.Device.ToString(), batchSize: model.Batch);

    /// <inheritdoc/>
    public ModelWriting Read(VerifiedModel model)
    {
        var tokenizerPath = model.PathOf(model.Definition.Tokenizer ?? "tokenizer.json") ?? throw new BenchException(new ErrorText(
            $"model {model.Definition.Id}", "list tokenizer.json", "prompts are encoded with it", string.Join(", ", model.Files.Select(f => f.Path)), "Add it to the model's files in models.json"));
        var tokenizer = HuggingFaceTokenizer.Load(tokenizerPath);
        var config = TokenizerConfig.Load(model.PathOf("tokenizer_config.json") ?? Path.Combine(model.Folder, "tokenizer_config.json"));
        var settings = ModelSettings.Read(model);
        var ends = settings.EndTokenIds.Select(id => new TokenId(id)).ToHashSet();
        if (config.EosToken is { } eos && tokenizer.Find(eos) is { } end)
            ends.Add(end);
        return new ModelWriting(tokenizer, config, ends, settings.ContextLength);
    }

    /// <inheritdoc/>
    public ILogitEngine Load(VerifiedModel model, int contextLength) => OnnxEngine.Load(new OnnxEngineOptions(model.GraphPath, contextLength)
    {
        Device = model.Definition.Device.ToString(),
        MemoryLimit = model.Definition.MemoryLimit,
        Threads = model.Definition.Threads,
        BatchSize = model.Definition.Batch,
    });
}
