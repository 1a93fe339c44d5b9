using System.Diagnostics;
using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Generations;
using DiversityBench.Fixtures.Sampling;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;

namespace DiversityBench.Fixtures.Decoding;

/// <summary>
/// Generates samples with a logit engine: every prompt is evaluated once and forked, batches are decoded in parallel and refilled as
/// sequences end. It knows neither where samples are kept nor what is made of them.
/// </summary>
/// <param name="engine">The model.</param>
/// <param name="tokenizer">Its tokenizer.</param>
/// <param name="endOfSequence">Tokens that end a generation.</param>
/// <param name="modelName">Name of the model in error messages.</param>
public sealed class Generator(ILogitEngine engine, ITokenizer tokenizer, IReadOnlySet<TokenId> endOfSequence, string modelName)
{
    private const int FlushAt = 64;

    /// <summary>A slow model ends few samples in this time; what was finished before is not lost when the run is killed.</summary>
    private static readonly TimeSpan s_flushAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>Generates all samples of the jobs, in no particular order.</summary>
    /// <param name="jobs">What to generate.</param>
    /// <param name="onFinished">Called with finished samples of one request at a time, never concurrently.</param>
    /// <param name="onTokens">Called with the number of tokens that a step brought; may be called concurrently.</param>
    /// <param name="cancellation">Stops between two steps; what was finished has been handed over.</param>
    /// <exception cref="BenchException">The engine failed, or gave NaN or infinite logits.</exception>
    public void Generate(
        IReadOnlyList<GenerationJob> jobs,
        Action<GenerationRequest, IReadOnlyList<Generation>> onFinished,
        Action<int>? onTokens = null,
        CancellationToken cancellation = default)
    {
        using var queue = new SequenceQueue(engine, jobs);
        var gate = new Lock();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        void Flush(Dictionary<GenerationRequest, List<Generation>> finished)
        {
            lock (gate)
            {
                foreach (var (request, generations) in finished)
                    onFinished(request, generations);
            }

            finished.Clear();
        }

        var longest = jobs.Count == 0 ? 1 : jobs.Max(j => j.Request.PromptTokens.Count + j.Request.Sampling.MaxTokens);
        var appended = jobs.Count == 0 ? 1 : jobs.Max(j => j.Request.Sampling.MaxTokens);
        var workers = Enumerable.Range(0, Math.Max(1, engine.Workers))
            .Select(_ => Task.Factory.StartNew(
                () =>
                {
                    try
                    {
                        Work(queue, longest, appended, Flush, onTokens, stop.Token);
                    }
                    catch
                    {
                        stop.Cancel();
                        throw;
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default))
            .ToArray();
        try
        {
            Task.WaitAll(workers, CancellationToken.None);
        }
        catch (AggregateException all)
        {
            var first = all.InnerExceptions.FirstOrDefault(e => e is not OperationCanceledException) ?? all.InnerExceptions[0];
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private void Work(
        SequenceQueue queue,
        int longest,
        int appended,
        Action<Dictionary<GenerationRequest, List<Generation>>> flush,
        Action<int>? onTokens,
        CancellationToken stop)
    {
        using var batch = engine.CreateBatch(longest, appended);
        var rows = new List<(Sequence Sequence, IPrefix Prefix)>();
        var tokens = new TokenId[batch.Capacity];
        var finished = new Dictionary<GenerationRequest, List<Generation>>();
        var samplers = new Dictionary<SamplingOptions, TokenSampler>();
        var (waiting, flushed) = (0, Stopwatch.GetTimestamp());
        bool Advance(Sequence sequence, ReadOnlySpan<float> logits)
        {
            var options = sequence.Request.Sampling;
            if (!samplers.TryGetValue(options, out var sampler))
                samplers.Add(options, sampler = new TokenSampler(options, engine.VocabularySize));
            if (!sequence.TryAdvance(logits, sampler, endOfSequence, engine.ContextLength, tokenizer))
                throw NotFinite(sequence);
            return sequence.HasEnded;
        }

        void Finish(Sequence sequence)
        {
            if (!finished.TryGetValue(sequence.Request, out var list))
                finished.Add(sequence.Request, list = []);
            list.Add(sequence.ToGeneration(tokenizer));
            if (++waiting < FlushAt && Stopwatch.GetElapsedTime(flushed) < s_flushAfter)
                return;
            flush(finished);
            (waiting, flushed) = (0, Stopwatch.GetTimestamp());
        }

        try
        {
            while (!stop.IsCancellationRequested)
            {
                Refill(queue, batch, rows, Advance, Finish);
                if (rows.Count == 0)
                    return;
                for (var row = 0; row < rows.Count; row++)
                    tokens[row] = rows[row].Sequence.Last;
                batch.Decode(tokens.AsSpan(0, rows.Count));
                onTokens?.Invoke(rows.Count);
                for (var row = rows.Count - 1; row >= 0; row--)
                {
                    var (sequence, prefix) = rows[row];
                    if (!Advance(sequence, batch.Logits(row)))
                        continue;
                    Finish(sequence);
                    batch.Remove(row);
                    queue.GiveBack(prefix);
                    rows[row] = rows[^1];
                    rows.RemoveAt(rows.Count - 1);
                }
            }
        }
        finally
        {
            flush(finished);
        }
    }

    private static void Refill(
        SequenceQueue queue, ISequenceBatch batch, List<(Sequence Sequence, IPrefix Prefix)> rows, Func<Sequence, ReadOnlySpan<float>, bool> advance, Action<Sequence> finish)
    {
        if (!batch.AcceptsMixedLengths && rows.Count > 0)
            return;
        IPrefix? only = null;
        while (rows.Count < batch.Capacity)
        {
            if (!queue.TryTake(batch.AcceptsMixedLengths ? null : only, out var sequence, out var prefix))
                return;
            if (advance(sequence, prefix.Logits.Span))
            {
                finish(sequence);
                queue.GiveBack(prefix);
                continue;
            }

            // Only a sequence in the batch binds it to one prompt; one that has ended at once does not.
            only = prefix;
            batch.Add(prefix);
            rows.Add((sequence, prefix));
        }
    }

    private BenchException NotFinite(Sequence sequence) => new(new ErrorText(
        "the logits", "be finite", "a token is to be drawn from them", "NaN or infinity", "Check the model's files and its number format; float16 exports overflow on some models")
        .With("Model", modelName).With("Prompt", Shorten(tokenizer.Decode(sequence.Request.PromptTokens, skipSpecialTokens: false)))
        .With("Sample", sequence.SampleIndex).With("Step", sequence.Step));

    private static string Shorten(string text) => text.Length <= 120 ? text : text[..120] + "…";
}
