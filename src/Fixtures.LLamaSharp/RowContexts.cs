using DiversityBench.Metrics.Errors;
using LLama;
using LLama.Common;

namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>
/// Makes contexts of one model. Every row has a cache stream of its own (no unified cache): its cells then lie as if it were alone, and its
/// sums are split in the same places whatever the other rows hold. Prompts are read in a context with as many streams as a batch, since llama.cpp
/// hands the cache of a sequence on between such contexts only.
/// </summary>
internal sealed class RowContexts
{
    /// <summary>Steps that work on several rows at a time (repacked weights) take them in fours.</summary>
    public const int RowGroup = 4;

    private const int MostRows = 256; // llama.cpp aborts the process beyond
    private const int UsualRows = 64;
    private const int PromptColumns = 512;
    private const int UsualTokens = 512;
    private const long CacheBudgetBytes = 512L << 20;

    private readonly LLamaWeights _weights;
    private readonly LlamaEngineOptions _options;
    private readonly int _threads;

    public RowContexts(LLamaWeights weights, LlamaEngineOptions options, int threads)
    {
        (_weights, _options, _threads) = (weights, options, threads);
        var model = weights.NativeHandle;
        var bytesPerToken = 2L * 2 * model.LayerCount * model.EmbeddingSize / Math.Max(1, model.HeadCount) * model.KVHeadCount;
        Rows = Math.Clamp(options.BatchSize ?? (int)Math.Min(UsualRows, CacheBudgetBytes / (UsualTokens * Math.Max(1, bytesPerToken))), options.BatchSize is null ? 8 : 1, MostRows);
    }

    /// <summary>Rows of a batch.</summary>
    public int Rows { get; }

    private int Streams => Math.Min(MostRows, (Rows + RowGroup - 1) / RowGroup * RowGroup);

    /// <summary>For prompts of at most so many tokens.</summary>
    public RowContext ForPrompts(int longest) => Create(Streams, longest, PromptColumns, $"prompts of {longest} tokens");

    /// <summary>For a batch whose rows have at most so many tokens.</summary>
    public RowContext ForRows(int longest) => Create(Streams, longest, Streams, $"a batch of {Rows} rows of {longest} tokens");

    /// <summary>For one text of which every position is looked at.</summary>
    public RowContext ForScores(int tokens, int columns) => Create(1, tokens, columns, $"a text of {tokens} tokens");

    private RowContext Create(int streams, int tokens, int columns, string purpose)
    {
        _ = NativeLlama.Log.TakeErrors();
        var context = _weights.CreateContext(new ModelParams(_options.Path)
        {
            ContextSize = checked((uint)((long)streams * tokens)),
            SeqMax = (uint)streams,
            BatchSize = (uint)columns,
            UBatchSize = (uint)columns,
            KVUnified = false,
            FlashAttention = false,
            Threads = _threads,
            BatchThreads = _threads,
        });
        if (!context.NativeHandle.IsInvalid)
            return new RowContext(context, tokens, OutOfMemory);
        throw OutOfMemory(NativeLlama.Log.TakeErrors() ?? "no context");

        BenchException OutOfMemory(string finding) => new(new ErrorText(
                "llama.cpp", $"hold {purpose}", "the model decodes there", finding,
                "Lower \"batch\" of the model in models.json, or \"context\"")
            .With("File", _options.Path).With("Batch", Rows));
    }
}
