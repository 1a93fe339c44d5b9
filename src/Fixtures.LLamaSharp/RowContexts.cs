using DiversityBench.Fixtures.Engines;
using DiversityBench.Metrics.Errors;
using LLama;
using LLama.Common;
using LLama.Native;

namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>
/// Makes contexts of one model. Every row has a cache stream of its own (no unified cache): its cells then lie as if it were alone, and its
/// sums are split in the same places whatever the other rows hold. Prompts are read in a context with as many streams as a batch, since llama.cpp
/// hands the cache of a sequence on between such contexts only.
/// </summary>
internal sealed class RowContexts
{
    /// <summary>A row alone runs through other kernels than several, whose last bits differ.</summary>
    public const int FewestRows = 2;

    private const int MostRows = 256; // llama.cpp aborts the process beyond
    private const int LeastUsualRows = 8;
    private const int MostUsualRows = 64;
    private const string AllFloat32 = "0"; // of general.file_type
    private const int CellGroup = 256; // llama.cpp rounds the cells of a stream up to this
    private const int PromptColumns = 512;
    private const int UsualTokens = 512;
    private const long CacheBudgetBytes = 512L << 20;

    private readonly LLamaWeights _weights;
    private readonly LlamaEngineOptions _options;
    private readonly int _threads;
    private readonly GGMLType _cacheType;
    private readonly long _bytesPerToken;

    public RowContexts(LLamaWeights weights, LlamaEngineOptions options, int threads)
    {
        (_weights, _options, _threads) = (weights, options, threads);
        var model = weights.NativeHandle;
        // A file in float32 is there for its exactness.
        _cacheType = weights.Metadata.GetValueOrDefault("general.file_type") == AllFloat32 ? GGMLType.GGML_TYPE_F32 : GGMLType.GGML_TYPE_F16;
        _bytesPerToken = Math.Max(1, 2L * (_cacheType == GGMLType.GGML_TYPE_F32 ? sizeof(float) : sizeof(ushort)) * model.LayerCount * (model.EmbeddingSize / Math.Max(1, model.HeadCount)) * model.KVHeadCount);
        int? wanted = options.BatchSize ?? (options.CudaIndex is null ? null : GpuBatch.UsualRows);
        Rows = wanted is { } rows ? Math.Clamp(rows, 1, MostRows) : (int)Math.Clamp(CacheBudgetBytes / (UsualTokens * _bytesPerToken), LeastUsualRows, MostUsualRows);
    }

    /// <summary>Rows of a batch.</summary>
    public int Rows { get; }

    /// <summary>Rows that every step computes at least, whoever reads them.</summary>
    public int LeastRows => _options.CudaIndex is null ? FewestRows : Streams;

    private int Streams => Math.Max(Rows, FewestRows);

    /// <summary>For prompts of at most so many tokens.</summary>
    public RowContext ForPrompts(int longest) => Create(Streams, longest, PromptColumns, $"prompts of {longest} tokens");

    /// <summary>For a batch whose rows have at most so many tokens.</summary>
    public RowContext ForRows(int longest) => Create(Streams, longest, Streams, $"a batch of {Rows} rows of {longest} tokens");

    /// <summary>For one text of which every position is looked at.</summary>
    public RowContext ForScores(int tokens, int columns) => Create(1, tokens, columns, $"a text of {tokens} tokens");

    internal static ModelParams Parameters(LlamaEngineOptions options, int streams, int tokens, int columns, int threads) => new(options.Path)
    {
        ContextSize = checked((uint)((long)streams * tokens)),
        SeqMax = (uint)streams,
        BatchSize = (uint)columns,
        UBatchSize = (uint)columns,
        KVUnified = false,
        FlashAttention = options.CudaIndex is null ? false : null,
        // What is to run on the processor stays there, in builds for GPUs, too.
        OpOffload = options.CudaIndex is not null,
        NoKqvOffload = options.CudaIndex is null,
        Threads = threads,
        BatchThreads = threads,
    };

    private RowContext Create(int streams, int tokens, int columns, string purpose)
    {
        // Linux gives out memory that it does not have and ends the process when it is used; so what cannot fit is not asked for.
        var (needed, memory) = (_bytesPerToken * streams * ((tokens + CellGroup - 1L) / CellGroup * CellGroup), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (_options.CudaIndex is null && needed > memory)
            throw OutOfMemory($"a cache of {needed >> 20} MiB, and {memory >> 20} MiB of memory");
        _ = NativeLlama.Log.TakeErrors();
        var parameters = Parameters(_options, streams, tokens, columns, _threads);
        (parameters.TypeK, parameters.TypeV) = (_cacheType, _cacheType);
        var context = _weights.CreateContext(parameters);
        if (!context.NativeHandle.IsInvalid)
            return new RowContext(context, tokens, (finding, isForWantOfRoom) => isForWantOfRoom ? OutOfMemory(finding) : NotDecoded(finding));
        throw OutOfMemory(NativeLlama.Log.TakeErrors() ?? "no context");

        BenchException OutOfMemory(string finding) => new(new ErrorText(
                "llama.cpp", $"hold {purpose}", "the model decodes there", finding,
                "Lower \"batch\" or \"context\" of the model in models.json")
            .With("File", _options.Path).With("Batch", Rows));

        BenchException NotDecoded(string finding) => new(new ErrorText(
                "llama.cpp", $"decode {purpose}", "samples and figures come from its logits", finding,
                "Check that the file is whole and made for this version of llama.cpp, or take another conversion of the model")
            .With("File", _options.Path).With("Batch", Rows));
    }
}
