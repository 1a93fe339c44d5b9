using System.Globalization;
using System.Runtime.Intrinsics.X86;
using DiversityBench.Fixtures.Engines.Onnx.Attention;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>Decoder exports through ONNX Runtime: any graph in the Hugging Face naming, with or without GroupQueryAttention.</summary>
public sealed class OnnxEngine : ILogitEngine
{
    private const long CacheBudgetBytes = 160L << 20;
    private const int MostRows = 100;
    private const int ScoreColumns = 128;

    /// <summary>Most logits of a prompt that are computed at a time, 256 MiB of them: a graph gives those of every token, and the last ones are wanted.</summary>
    private const int PromptLogits = 64 << 20;

    private readonly InferenceSession _session;
    private readonly DecoderSignature _signature;
    private readonly CacheBufferPool _buffers;
    private readonly OwnOperators? _own;
    private readonly AttentionOperator? _attention;
    private readonly CacheGather? _gather;
    private readonly OrtMemoryInfo _cacheMemory;
    private readonly int? _batchSize;
    private readonly int? _promptColumns;

    private OnnxEngine(InferenceSession session, DecoderSignature signature, OwnOperators? own, CacheGather? gather, OnnxEngineOptions options, int workers)
    {
        _own = own;
        _attention = own?.Attention;
        _gather = gather;
        _cacheMemory = gather is null ? OrtMemoryInfo.DefaultInstance : OnnxDevice.Memory(options.Device);
        _session = session;
        _signature = signature;
        _buffers = new CacheBufferPool(signature);
        _batchSize = options.BatchSize;
        _promptColumns = options.PromptColumns;
        ContextLength = options.ContextLength;
        Workers = workers;
        Fingerprint = FingerprintOf(options.Device, own is not null, options.BatchSize);
    }

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public int VocabularySize => _signature.VocabularySize;

    /// <inheritdoc/>
    public int ContextLength { get; }

    /// <inheritdoc/>
    public int Workers { get; }

    /// <summary>Runtime, device (of a GPU its name and the rows of a batch, too), instruction set and the version of our own operators, which graphs get where they are understood: what moves the logits. Loads nothing.</summary>
    public static string FingerprintOf(string device, bool ownOperators = true, int? batchSize = null)
        => string.Create(CultureInfo.InvariantCulture, $"onnxruntime {OrtEnv.Instance().GetVersionString()}; {OnnxDevice.Fingerprint(device, batchSize)}; {InstructionSet()}{(ownOperators && device == "cpu" ? $"; own operators {OwnOperators.Version}" : "")}");

    /// <summary>Loads a graph.</summary>
    /// <exception cref="BenchException">The file is missing, damaged or not a decoder in the Hugging Face naming, or the device is not to be had.</exception>
    public static OnnxEngine Load(OnnxEngineOptions options)
    {
        if (!File.Exists(options.GraphPath))
            throw new BenchException(new ErrorText("the ONNX file", "exist", "the model is to be loaded from it", "none", "Restore the file or correct its path in models.json").With("File", options.GraphPath));

        OwnOperators? own = null;
        InferenceSession? session = null;
        var bound = options.BoundCache || options.Device != "cpu";
        try
        {
            var (workers, threads) = OnnxPace.Of(options);
            var (limit, limitOfGather) = OnnxDevice.Shares(options.MemoryLimit);
            using var settings = Settings(options, threads, limit);
            var graph = OnnxGraph.Read(options.GraphPath);
            own = options.OwnOperators && !bound ? new OwnOperators(graph, threads) : null;
            session = own?.Open(options.GraphPath, settings) ?? new InferenceSession(options.GraphPath, settings);
            NodePlacement.Require(session, options.Device, options.GraphPath);
            var signature = DecoderSignature.Read(session, options.GraphPath, graph.Nodes.Any(AttentionNodes.IsAttention));
            if (!bound)
                return new OnnxEngine(session, signature, own, null, options, workers);
            using var ofGather = Settings(options, threads, limitOfGather);
            return new OnnxEngine(session, signature, null, new CacheGather(ofGather, signature.CacheType, session, OnnxDevice.Memory(options.Device)), options, workers);
        }
        catch (Exception cause)
        {
            session?.Dispose();
            own?.Dispose();
            if (cause is not (OnnxRuntimeException or InvalidDataException or EndOfStreamException))
                throw;
            if (OnnxDevice.IsFault(options.Device, cause))
                throw OnnxDevice.Fault(options.Device, cause);
            throw new BenchException(new ErrorText(
                "the ONNX file", "load", "the model runs from it", cause.Message.TrimEnd('.'),
                "Check that the file is complete (its SHA-256 stands in models.json) and that its external data lies beside it").With("File", options.GraphPath), cause);
        }
    }

    /// <inheritdoc/>
    public IPrefix Prefill(IReadOnlyList<TokenId> prompt)
    {
        CheckLength(prompt);
        using var run = new OnnxRun(_session, _signature, _cacheMemory);
        if (_attention is not null)
        {
            var shared = new PanelCache(_signature, prompt.Count);
            var last = ReadShared(_attention, run, prompt, shared, PromptColumns(prompt.Count), null);
            return new SharedPrefix(shared, prompt.Count, run.Logits(0, last - 1, last).ToArray());
        }

        var (cache, columns) = ReadPlain(run, prompt, PromptColumns(prompt.Count), null);
        return new OnnxPrefix(cache, prompt.Count, run.Logits(0, columns - 1, columns).ToArray());
    }

    /// <inheritdoc/>
    public ISequenceBatch CreateBatch(int longest, int appended)
    {
        var slots = Math.Clamp(longest, 1, ContextLength);
        var run = new OnnxRun(_session, _signature, _cacheMemory);
        if (_gather is not null)
            return new BoundCacheBatch(run, _gather, Capacity(slots));
        if (_attention is null)
            return _signature.SharesCache ? new SharedCacheBatch(run, _buffers, Capacity(slots), slots) : new GrowingCacheBatch(run, _buffers, Capacity(slots), slots);
        var own = Math.Clamp(appended, 1, ContextLength);
        return new SharedPrefixBatch(run, new AttentionStep(_attention, _signature), _buffers, Capacity(own), own);
    }

    /// <inheritdoc/>
    public void Score(IReadOnlyList<TokenId> tokens, LogitReader onLogits)
    {
        CheckLength(tokens);
        using var run = new OnnxRun(_session, _signature, _cacheMemory);
        if (_attention is not null)
        {
            using var shared = new PanelCache(_signature, tokens.Count);
            ReadShared(_attention, run, tokens, shared, ScoreColumns, onLogits);
            return;
        }

        CacheTensors.Dispose(ReadPlain(run, tokens, ScoreColumns, onLogits).Cache);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _buffers.Dispose();
        _gather?.Dispose();
        _session.Dispose();
        _own?.Dispose();
    }

    private static SessionOptions Settings(OnnxEngineOptions options, int threads, int? memoryLimit)
    {
        var settings = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            // Shapes change with every step, so patterns of past runs only hold memory.
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        OnnxDevice.Append(settings, options.Device, memoryLimit);
        return settings;
    }

    private static string InstructionSet()
        => Avx512F.IsSupported ? "avx512" : Avx2.IsSupported ? "avx2" : System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();

    private static long[] Ids(IReadOnlyList<TokenId> tokens, int start, int count)
    {
        var ids = new long[count];
        for (var i = 0; i < count; i++)
            ids[i] = tokens[start + i].Value;
        return ids;
    }

    /// <summary>Tokens of a prompt that are read at a time: all of them where their logits are few, else parts of about one length, since a token alone runs through other kernels.</summary>
    internal static int PromptColumns(int tokens, int vocabularySize)
    {
        var parts = (int)Math.Ceiling((double)tokens * vocabularySize / PromptLogits);
        return (tokens + parts - 1) / parts;
    }

    private int PromptColumns(int tokens) => _promptColumns ?? PromptColumns(tokens, VocabularySize);

    /// <summary>Reads a text into a cache that the runs make, some columns at a time.</summary>
    /// <returns>The cache, which the caller disposes of, and how many columns the last run had.</returns>
    private (OrtValue[] Cache, int Columns) ReadPlain(OnnxRun run, IReadOnlyList<TokenId> tokens, int most, LogitReader? onLogits)
    {
        var (cache, columns) = (CacheTensors.Allocate(_signature, 1, 0), 0);
        try
        {
            for (var start = 0; start < tokens.Count; start += most)
            {
                columns = Math.Min(most, tokens.Count - start);
                var next = run.Execute(Ids(tokens, start, columns), columns, [start + columns], cache, null)!;
                CacheTensors.Dispose(cache);
                cache = next;
                for (var column = 0; onLogits is not null && column < columns; column++)
                    onLogits(start + column, run.Logits(0, column, columns).Span);
            }

            return (cache, columns);
        }
        catch
        {
            CacheTensors.Dispose(cache);
            throw;
        }
    }

    /// <summary>Reads a text into a cache, some columns at a time.</summary>
    /// <returns>How many columns the last run had.</returns>
    private int ReadShared(AttentionOperator attention, OnnxRun run, IReadOnlyList<TokenId> tokens, PanelCache cache, int most, LogitReader? onLogits)
    {
        using var step = new AttentionStep(attention, _signature);
        var columns = 0;
        for (var start = 0; start < tokens.Count; start += most)
        {
            columns = Math.Min(most, tokens.Count - start);
            step.Prepare([new AttentionRow(cache, start, 0, 0)], columns, null);
            run.Execute(Ids(tokens, start, columns), columns, [start + columns], step.Tensors, []);
            for (var column = 0; onLogits is not null && column < columns; column++)
                onLogits(start + column, run.Logits(0, column, columns).Span);
        }

        return columns;
    }

    /// <summary>Rows of a batch that keep so many tokens each.</summary>
    private int Capacity(int slots) => _batchSize ?? (_gather is not null ? GpuBatch.UsualRows : (int)Math.Clamp(CacheBudgetBytes / Workers / (slots * _signature.CacheBytesPerToken), 8, MostRows));

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
