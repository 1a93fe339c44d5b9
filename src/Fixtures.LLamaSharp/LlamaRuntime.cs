using System.Globalization;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Templates;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using LLama;
using LLama.Native;

namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>Models of the engine <c>llamasharp</c>: one GGUF file, with tokenizer and chat template inside.</summary>
public sealed class LlamaRuntime : IModelRuntime
{
    private const string TemplateKey = "tokenizer.chat_template";

    /// <inheritdoc/>
    public string Engine => "llamasharp";

    /// <inheritdoc/>
    public string Version => $"LLamaSharp {NativeLlama.Version} (llama.cpp {NativeLlama.Build})";

    /// <inheritdoc/>
    public string FingerprintOf(ModelDefinition model)
    {
        RequireDevice(model);
        return LlamaEngine.FingerprintOf(model.Device.CudaIndex, model.Batch);
    }

    /// <inheritdoc/>
    public ModelWriting Read(VerifiedModel model)
    {
        var vocabulary = GgufFile.Load(model.GraphPath, cudaIndex: null, vocabularyOnly: true);
        try
        {
            return Read(vocabulary, model);
        }
        catch
        {
            vocabulary.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ILogitEngine Load(VerifiedModel model, int contextLength)
    {
        RequireDevice(model.Definition);
        return LlamaEngine.Load(new LlamaEngineOptions(model.GraphPath, contextLength)
        {
            CudaIndex = model.Definition.Device.CudaIndex,
            Threads = model.Definition.Threads,
            BatchSize = model.Definition.Batch,
        });
    }

    private static ModelWriting Read(LLamaWeights vocabulary, VerifiedModel model)
    {
        var tokenizer = new LlamaTokenizer(vocabulary);
        string? Text(LLamaToken? token) => token is { } given ? tokenizer.Token(new TokenId((int)given)) : null;
        var templates = vocabulary.Metadata.Where(pair => pair.Key == TemplateKey || pair.Key.StartsWith(TemplateKey + ".", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key.Length == TemplateKey.Length ? "default" : pair.Key[(TemplateKey.Length + 1)..], pair => pair.Value);
        var context = ContextLength(vocabulary, model.GraphPath);
        var config = new TokenizerConfig(templates, Text(vocabulary.Vocab.BOS), Text(vocabulary.Vocab.EOS), vocabulary.Vocab.ShouldAddBOS, context);
        var ends = Enumerable.Range(0, tokenizer.VocabularySize).Where(id => ((LLamaToken)id).IsEndOfGeneration(vocabulary.Vocab)).Select(id => new TokenId(id)).ToHashSet();
        return new ModelWriting(tokenizer, config, ends, Math.Min(context, model.Definition.Context ?? context));
    }

    // A vocabulary that was loaded alone knows no sizes of the model.
    private static int ContextLength(LLamaWeights vocabulary, string path)
    {
        var key = $"{vocabulary.Metadata.GetValueOrDefault("general.architecture")}.context_length";
        return int.TryParse(vocabulary.Metadata.GetValueOrDefault(key), CultureInfo.InvariantCulture, out var length) && length > 0
            ? length
            : throw new BenchException(new ErrorText("the GGUF file", $"say {key}", "prompts have to fit", vocabulary.Metadata.GetValueOrDefault(key) ?? "no such key", "Convert the model again").With("File", path));
    }

    // llama.cpp itself would compute on the processor without a word.
    private static void RequireDevice(ModelDefinition model)
    {
#if CUDA12
        Devices.RequireAvailable(model.Device, hasCuda12Build: true, model.Id);
        if (model.Device.CudaIndex is null)
            return;
        if (!NativeLlama.HasGpu)
            throw new BenchException(CudaLibraries.ForGguf.Error(model.Device.ToString(), CudaLibraries.CanLoad, null).With("Model", model.Id));
#else
        Devices.RequireAvailable(model.Device, hasCuda12Build: false, model.Id);
#endif
    }
}
