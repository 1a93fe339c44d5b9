using System.Globalization;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines;

/// <summary>
/// An engine whose faults say which model it ran, what it was asked for and which setting needs less memory. The logbook names the batches that are
/// being decoded, since a process that the system ends for its memory says nothing itself.
/// </summary>
/// <param name="engine">The engine; owned.</param>
/// <param name="model">Id of the model.</param>
/// <param name="progress">Is told of every batch; null to tell nobody.</param>
public sealed class NamedEngine(ILogitEngine engine, string model, IProgressSink? progress = null) : ILogitEngine
{
    /// <inheritdoc/>
    public string Fingerprint => engine.Fingerprint;

    /// <inheritdoc/>
    public int VocabularySize => engine.VocabularySize;

    /// <inheritdoc/>
    public int ContextLength => engine.ContextLength;

    /// <inheritdoc/>
    public int Workers => engine.Workers;

    /// <inheritdoc/>
    /// <exception cref="BenchException">Memory ran out, or the engine failed.</exception>
    public IPrefix Prefill(IReadOnlyList<TokenId> prompt)
    {
        try
        {
            return engine.Prefill(prompt);
        }
        catch (Exception cause) when (IsOfEngine(cause))
        {
            throw Fault(cause, string.Create(CultureInfo.InvariantCulture, $"read a prompt of {prompt.Count} tokens"), null);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="BenchException">Memory ran out, or the engine failed.</exception>
    public ISequenceBatch CreateBatch(int longest, int appended)
    {
        try
        {
            var batch = engine.CreateBatch(longest, appended);
            return new Batch(this, batch, progress?.Begin(string.Create(CultureInfo.InvariantCulture, $"{model}: batch of {batch.Capacity}")));
        }
        catch (Exception cause) when (IsOfEngine(cause))
        {
            throw Fault(cause, string.Create(CultureInfo.InvariantCulture, $"hold a batch whose rows have up to {longest} tokens"), null);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="BenchException">Memory ran out, or the engine failed.</exception>
    public void Score(IReadOnlyList<TokenId> tokens, LogitReader onLogits)
    {
        try
        {
            engine.Score(tokens, onLogits);
        }
        catch (Exception cause) when (IsOfEngine(cause))
        {
            throw Fault(cause, string.Create(CultureInfo.InvariantCulture, $"score a text of {tokens.Count} tokens"), null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => engine.Dispose();

    private static bool IsOfEngine(Exception cause) => cause is OnnxRuntimeException or OutOfMemoryException;

    // ONNX Runtime has no code of its own for it: "Failed to allocate memory", "std::bad_alloc", "BFCArena … available memory", "out of memory". CUDA also
    // names an "illegal memory access", and the file that the call stands in.
    private static bool IsOfMemory(Exception cause) => cause is OutOfMemoryException
        || (CudaLibraries.IsFault(cause.Message)
            ? new[] { "out of memory", "ALLOC_FAILED" }
            : ["alloc", "memory"]).Any(word => cause.Message.Contains(word, StringComparison.OrdinalIgnoreCase));

    internal static string NextStep(Exception cause)
        => IsOfMemory(cause) ? "Decode fewer sequences at once, as with \"batch\" of the model in models.json or DIVERSITYBENCH_BATCH=8, lower its \"context\", or take a machine with more memory"
            : CudaLibraries.IsFault(cause.Message) ? "Look at the GPU with nvidia-smi and at the driver's messages, then run again: stored samples are kept"
            : "Check that the export is whole and made for this version of ONNX Runtime";

    private BenchException Fault(Exception cause, string expectation, (int Rows, int Capacity)? batch)
    {
        var text = new ErrorText(
                $"model {model}", expectation, "samples and figures come from its logits", cause.Message.ReplaceLineEndings(" ").TrimEnd('.'),
                NextStep(cause))
            .With("Model", model);
        return new BenchException(batch is { } found ? text.With("Rows", found.Rows).With("Batch", found.Capacity) : text, cause);
    }

    private sealed class Batch(NamedEngine named, ISequenceBatch inner, IDisposable? step) : ISequenceBatch
    {
        public int Capacity => inner.Capacity;

        public int Count => inner.Count;

        public bool AcceptsMixedLengths => inner.AcceptsMixedLengths;

        public void Add(IPrefix prefix)
        {
            try
            {
                inner.Add(prefix);
            }
            catch (Exception cause) when (IsOfEngine(cause))
            {
                throw Fault(cause, inner.Count + 1);
            }
        }

        public void Remove(int row) => inner.Remove(row);

        public void Decode(ReadOnlySpan<TokenId> tokens)
        {
            try
            {
                inner.Decode(tokens);
            }
            catch (Exception cause) when (IsOfEngine(cause))
            {
                throw Fault(cause, tokens.Length);
            }
        }

        public ReadOnlySpan<float> Logits(int row) => inner.Logits(row);

        public void Dispose()
        {
            inner.Dispose();
            step?.Dispose();
        }

        private BenchException Fault(Exception cause, int rows)
            => named.Fault(cause, string.Create(CultureInfo.InvariantCulture, $"decode {rows} rows at once"), (rows, inner.Capacity));
    }
}
