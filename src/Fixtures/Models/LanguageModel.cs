using System.Globalization;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Manifest;
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
    private readonly Lazy<ILogitEngine> _engine;
    private readonly TokenizerConfig _config;
    private readonly IProgressSink? _progress;
    private readonly double _sharpening = 1;

    /// <summary>Reads tokenizer and configuration.</summary>
    /// <param name="files">The model's files.</param>
    /// <param name="progress">Is told when weights are being loaded; null to tell nobody.</param>
    /// <exception cref="BenchException">A file is missing or damaged.</exception>
    public LanguageModel(VerifiedModel files, IProgressSink? progress = null)
    {
        (_files, _progress) = (files, progress);
        var tokenizerPath = files.PathOf(files.Definition.Tokenizer ?? "tokenizer.json") ?? throw new BenchException(new ErrorText(
            $"model {files.Definition.Id}", "list tokenizer.json", "prompts are encoded with it", string.Join(", ", files.Files.Select(f => f.Path)), "Add it to the model's files in models.json"));
        Tokenizer = HuggingFaceTokenizer.Load(tokenizerPath);
        _config = TokenizerConfig.Load(files.PathOf("tokenizer_config.json") ?? Path.Combine(files.Folder, "tokenizer_config.json"));
        var settings = ModelSettings.Read(files);
        ContextLength = settings.ContextLength;
        var ends = settings.EndTokenIds.Select(id => new TokenId(id)).ToHashSet();
        if (_config.EosToken is { } eos && Tokenizer.Find(eos) is { } end)
            ends.Add(end);
        EndOfSequence = ends;
        _engine = new Lazy<ILogitEngine>(LoadEngine);
    }

    private LanguageModel(LanguageModel original, double temperature)
    {
        (_files, _config, Tokenizer, ContextLength, EndOfSequence) = (original._files, original._config, original.Tokenizer, original.ContextLength, original.EndOfSequence);
        _sharpening = temperature;
        _engine = new Lazy<ILogitEngine>(() => new SharpenedEngine(original.Engine, temperature));
    }

    /// <summary>Name in models.json, with the temperature of a sharpened copy.</summary>
    public string Id => _sharpening == 1 ? _files.Definition.Id : string.Create(CultureInfo.InvariantCulture, $"{_files.Definition.Id} at T = {_sharpening}");

    /// <summary>SHA-256 over the files in use.</summary>
    public string Fingerprint => _files.Fingerprint;

    /// <summary>Its tokenizer.</summary>
    public ITokenizer Tokenizer { get; }

    /// <summary>Tokens that end a generation.</summary>
    public IReadOnlySet<TokenId> EndOfSequence { get; }

    /// <summary>Most tokens of a sequence.</summary>
    public int ContextLength { get; }

    /// <summary>The engine; the first use loads the weights.</summary>
    public ILogitEngine Engine => _engine.Value;

    /// <summary>What moves its samples besides the files, known without loading them: engine and device, and a context set in models.json, which ends samples earlier.</summary>
    public string EngineFingerprint
    {
        get
        {
            var fingerprint = OnnxEngine.FingerprintOf(Device) + (_files.Definition.Context is { } context ? FormattableString.Invariant($"; context {context}") : "");
            return _sharpening == 1 ? fingerprint : SharpenedEngine.FingerprintOf(fingerprint, _sharpening);
        }
    }

    private string Device => _files.Definition.Device.ToString();

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
        => new(Fingerprint, EngineFingerprint, tokens, sampling, _files.Definition.StopStrings, seed);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_engine.IsValueCreated)
            _engine.Value.Dispose();
    }

    private string Chat(string text)
    {
        try
        {
            var template = _files.Definition.ChatTemplate is { } given ? ChatTemplate.Parse(given) : _config.ParseChatTemplate();
            return template.Render([new ChatMessage("user", text)], addGenerationPrompt: true, _config.BosToken, _config.EosToken);
        }
        catch (BenchException cause)
        {
            throw new BenchException(cause.Text.With("Model", Id), cause);
        }
    }

    private OnnxEngine LoadEngine()
    {
        var definition = _files.Definition;
        using var step = _progress?.Begin($"loading {Id}");
        var engine = OnnxEngine.Load(new OnnxEngineOptions(_files.GraphPath, ContextLength)
        {
            Device = Device,
            Threads = definition.Threads,
            BatchSize = definition.Batch,
        });
        if (Tokenizer.VocabularySize <= engine.VocabularySize)
            return engine;
        engine.Dispose();
        throw new BenchException(new ErrorText(
            "the tokenizer's ids", "lie within the model's vocabulary", "every id needs a logit",
            $"{Tokenizer.VocabularySize} ids and {engine.VocabularySize} logits", "Use the tokenizer that belongs to the model").With("Model", Id).With("File", _files.GraphPath));
    }
}
