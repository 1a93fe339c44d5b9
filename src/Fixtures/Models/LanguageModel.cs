using System.Globalization;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Parameters;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Templates;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Models;

/// <summary>
/// A verified model with its tokenizer, chat template and end tokens. Its weights are loaded when they are first needed: a run that finds
/// all its samples in the store never loads them.
/// </summary>
public sealed class LanguageModel : IDisposable
{
    private readonly VerifiedModel _files;
    private readonly IModelRuntime _runtime;
    private readonly ModelWriting _writing;
    private readonly Func<ILogitEngine> _load;
    private Lazy<ILogitEngine> _engine;
    private readonly double _sharpening = 1;

    /// <summary>Reads tokenizer and configuration.</summary>
    /// <param name="files">The model's files.</param>
    /// <param name="further">What this build can run besides the engine <c>onnx</c>.</param>
    /// <exception cref="BenchException">A file is missing or damaged, or this build lacks the model's engine; the text names the flag that adds it.</exception>
    public LanguageModel(VerifiedModel files, params IReadOnlyList<IModelRuntime> further)
    {
        _files = files;
        _runtime = RuntimeOf(files.Definition, [new OnnxRuntime(), .. further]);
        _writing = _runtime.Read(files);
        _load = LoadEngine;
        _engine = new Lazy<ILogitEngine>(_load);
    }

    private LanguageModel(LanguageModel original, double temperature)
    {
        (_files, _runtime, _writing, CommonNumbers) = (original._files, original._runtime, original._writing, original.CommonNumbers);
        _sharpening = temperature;
        _load = () => new SharpenedEngine(original.Engine, temperature);
        _engine = new Lazy<ILogitEngine>(_load);
    }

    /// <summary>Name in models.json, with the temperature of a sharpened copy.</summary>
    public string Id => IsSharpened ? string.Create(CultureInfo.InvariantCulture, $"{_files.Definition.Id} at T = {_sharpening}") : _files.Definition.Id;

    /// <summary>Whether it is a copy whose logits are divided by a temperature.</summary>
    public bool IsSharpened => _sharpening != 1;

    /// <summary>Is told when weights are being loaded; null to tell nobody.</summary>
    public IProgressSink? Progress { get; init; }

    /// <summary>SHA-256 over the files in use.</summary>
    public string Fingerprint => _files.Fingerprint;

    /// <summary>SHA-256 of the files with its weights.</summary>
    public string Weights => _files.Weights;

    /// <summary>Fingerprint of the model whose random numbers it draws with; null for numbers of its own.</summary>
    public string? CommonNumbers { get; init; }

    /// <summary>Its tokenizer.</summary>
    public ITokenizer Tokenizer => _writing.Tokenizer;

    /// <summary>Its tokens as text.</summary>
    public TokenTexts TokenTexts => _writing.TokenTexts;

    /// <summary>Tokens that end a generation.</summary>
    public IReadOnlySet<TokenId> EndOfSequence => _writing.EndOfSequence;

    /// <summary>Most tokens of a sequence.</summary>
    public int ContextLength => _writing.ContextLength;

    /// <summary>The engine; the first use loads the weights.</summary>
    public ILogitEngine Engine => _engine.Value;

    /// <summary>What moves its samples besides the files, known without loading them: engine and device, a context set in models.json, which ends samples earlier, and common random numbers.</summary>
    public string EngineFingerprint
    {
        get
        {
            var fingerprint = _runtime.FingerprintOf(_files.Definition) + (_files.Definition.Context is { } context ? FormattableString.Invariant($"; context {context}") : "") + (CommonNumbers is null ? "" : $"; random numbers of {CommonNumbers}");
            return IsSharpened ? SharpenedEngine.FingerprintOf(fingerprint, _sharpening) : fingerprint;
        }
    }

    /// <summary>What runs the model: name and version.</summary>
    public string RuntimeVersion => _runtime.Version;

    /// <summary>Where it computes.</summary>
    public Device Device => _files.Definition.Device;

    /// <summary>A copy whose logits are divided by a temperature; it uses this model's weights and must not outlive it.</summary>
    public LanguageModel Sharpened(double temperature) => new(this, temperature);

    /// <summary>A request for samples of a prompt.</summary>
    /// <param name="text">Prompt as a person wrote it.</param>
    /// <param name="asChat">Whether the chat template wraps it as the user's turn.</param>
    /// <param name="sampling">How tokens are drawn.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <exception cref="BenchException">The prompt leaves no room in the context, or the model has no chat template.</exception>
    public GenerationRequest Request(string text, bool asChat, SamplingOptions sampling, ulong seed)
    {
        var tokens = asChat ? Tokenizer.Encode(Chat(text), addSpecialTokens: false) : Tokenizer.Encode(text);
        if (tokens.Count < 1 || tokens.Count >= ContextLength)
        {
            throw new BenchException(new ErrorText(
                "the prompt", $"have 1 to {ContextLength - 1} tokens", $"the context of {Id} is {ContextLength}", $"{tokens.Count}", "Shorten the prompt, or choose a model with a longer context")
                .With("Prompt", text.Length <= 120 ? text : text[..120] + "…"));
        }

        return Request(tokens, sampling, seed);
    }

    /// <summary>A request for samples that continue tokens as they are.</summary>
    /// <param name="tokens">1 … <see cref="ContextLength"/> - 1 tokens.</param>
    /// <param name="sampling">How tokens are drawn.</param>
    /// <param name="seed">Seed of the run.</param>
    public GenerationRequest Request(IReadOnlyList<TokenId> tokens, SamplingOptions sampling, ulong seed)
        => new(Fingerprint, EngineFingerprint, tokens, sampling, _files.Definition.StopStrings, seed) { CommonNumbers = CommonNumbers };

    /// <summary>Lets go of the weights, which the next use loads again; never while the engine is in use, by sharpened copies either.</summary>
    public void Unload()
    {
        var loaded = _engine;
        _engine = new Lazy<ILogitEngine>(_load);
        if (loaded.IsValueCreated)
            loaded.Value.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Unload();
        if (!IsSharpened)
            (Tokenizer as IDisposable)?.Dispose();
    }

    private static IModelRuntime RuntimeOf(ModelDefinition model, IReadOnlyList<IModelRuntime> runtimes) =>
        runtimes.FirstOrDefault(runtime => runtime.Engine == model.Engine) ?? throw new BenchException(new ErrorText(
                "the build", $"hold the engine {model.Engine}", $"model {model.Id} runs on it", $"only {string.Join(", ", runtimes.Select(runtime => runtime.Engine))}",
                BuildPackages.GgufFlag(model.Device))
            .With("Model", model.Id));

    private string Chat(string text)
    {
        try
        {
            var template = _files.Definition.ChatTemplate is { } given ? ChatTemplate.Parse(given) : _writing.Config.ParseChatTemplate();
            return template.Render([new ChatMessage("user", text)], addGenerationPrompt: true, _writing.Config.BosToken, _writing.Config.EosToken);
        }
        catch (BenchException cause)
        {
            throw new BenchException(cause.Text.With("Model", Id), cause);
        }
    }

    private ILogitEngine LoadEngine()
    {
        using var step = Progress?.Begin($"loading {Id}");
        var engine = new NamedEngine(_runtime.Load(_files, ContextLength), Id, Progress);
        if (Tokenizer.VocabularySize <= engine.VocabularySize)
            return engine;
        engine.Dispose();
        throw new BenchException(new ErrorText(
            "the tokenizer's ids", "lie within the model's vocabulary", "every id needs a logit",
            $"{Tokenizer.VocabularySize} ids and {engine.VocabularySize} logits", "Use the tokenizer that belongs to the model").With("Model", Id).With("File", _files.GraphPath));
    }
}
