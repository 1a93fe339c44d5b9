using System.Globalization;
using System.Runtime.Intrinsics.X86;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using LLama;

namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>GGUF files through llama.cpp. LLamaSharp lets one decoding step run at a time in a process, so there is one batch at a time, too.</summary>
public sealed class LlamaEngine : ILogitEngine
{
    private const ulong SmallModelBytes = 64UL << 20;
    private const int ScoreColumns = 128;

    private readonly LLamaWeights _weights;
    private readonly RowContexts _contexts;
    private readonly Lock _promptGate = new();
    private RowContext? _promptContext;

    private LlamaEngine(LLamaWeights weights, LlamaEngineOptions options)
    {
        _weights = weights;
        ContextLength = options.ContextLength;
        Fingerprint = FingerprintOf(options.CudaIndex, options.BatchSize);
        // A model whose weights fit the caches decodes fastest in one thread; a larger one is bound by reading its weights.
        var threads = options.Threads ?? (weights.SizeInBytes < SmallModelBytes ? 1 : options.Processors);
        _contexts = new RowContexts(weights, options, threads);
    }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public int VocabularySize => _weights.Vocab.Count;

    /// <inheritdoc/>
    public int ContextLength { get; }

    /// <inheritdoc/>
    public int Workers => 1;

    /// <summary>LLamaSharp, the native libraries, device (of a GPU its name and the rows of a batch, too), instruction set and version of the rule that gives a cache its precision: what moves the logits. Loads no weights.</summary>
    public static string FingerprintOf(int? cudaIndex, int? batchSize = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"llamasharp {NativeLlama.Version}; llama.cpp {NativeLlama.Build}; {(cudaIndex is { } index ? GpuBatch.Fingerprint(index, batchSize) : "cpu")}; {(Avx512F.IsSupported ? "avx512" : Avx2.IsSupported ? "avx2" : "plain")}; cache 2");

    /// <summary>Loads a GGUF file.</summary>
    /// <exception cref="BenchException">The file is missing, damaged or no decoder.</exception>
    public static LlamaEngine Load(LlamaEngineOptions options)
    {
        var weights = GgufFile.Load(options.Path, options.CudaIndex, vocabularyOnly: false);
        if (weights.NativeHandle.HasDecoder && !weights.NativeHandle.HasEncoder)
            return new LlamaEngine(weights, options);
        weights.Dispose();
        throw new BenchException(new ErrorText("the GGUF file", "hold a decoder", "texts are generated with it", "another architecture", "Take a causal language model").With("File", options.Path));
    }

    /// <inheritdoc/>
    public IPrefix Prefill(IReadOnlyList<TokenId> prompt)
    {
        CheckLength(prompt);
        lock (_promptGate)
        {
            if (_promptContext is null || _promptContext.TokensPerRow < prompt.Count)
            {
                _promptContext?.Dispose();
                _promptContext = null;
                _promptContext = _contexts.ForPrompts(prompt.Count);
            }

            return _promptContext.Read(prompt);
        }
    }

    /// <inheritdoc/>
    public ISequenceBatch CreateBatch(int longest, int appended)
        => new LlamaRows(_contexts.ForRows(Math.Clamp(longest, 1, ContextLength)), _contexts.Rows, VocabularySize, _contexts.LeastRows);

    /// <inheritdoc/>
    public void Score(IReadOnlyList<TokenId> tokens, LogitReader onLogits)
    {
        CheckLength(tokens);
        using var context = _contexts.ForScores(tokens.Count, ScoreColumns);
        for (var start = 0; start < tokens.Count; start += ScoreColumns)
        {
            var columns = Math.Min(ScoreColumns, tokens.Count - start);
            for (var column = 0; column < columns; column++)
                context.Queue(tokens[start + column], start + column, row: 0, wantsLogits: true);
            context.Decode();
            for (var column = 0; column < columns; column++)
                onLogits(start + column, context.Logits(column));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _promptContext?.Dispose();
        _weights.Dispose();
    }

    private void CheckLength(IReadOnlyList<TokenId> tokens)
    {
        if (tokens.Count < 1 || tokens.Count > ContextLength)
            throw new BenchException(new ErrorText("the text", $"have 1 to {ContextLength} tokens", "that is the model's context", $"{tokens.Count}", "Shorten the prompt or choose a model with a longer context"));
        foreach (var token in tokens)
        {
            if (token.Value < 0 || token.Value >= VocabularySize)
                throw new BenchException(new ErrorText("token ids", $"lie in 0 to {VocabularySize - 1}", $"the model's vocabulary has {VocabularySize} entries", $"{token}", "Use the tokenizer that belongs to the model"));
        }
    }
}
