using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using LLama;
using LLama.Native;

namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>A context of llama.cpp with one cache stream a row: tokens are queued, then decoded together. Used by one thread at a time.</summary>
/// <param name="context">The context; owned.</param>
/// <param name="tokensPerRow">Most tokens of a row.</param>
/// <param name="failure">Makes an error of what was found, by whether it is for want of room.</param>
internal sealed class RowContext(LLamaContext context, int tokensPerRow, Func<string, bool, BenchException> failure) : IDisposable
{
    private readonly LLamaBatch _batch = new();

    /// <summary>Most tokens of a row.</summary>
    public int TokensPerRow => tokensPerRow;

    /// <summary>Reads a prompt from its start, in row 0, and takes it out again.</summary>
    public LlamaPrefix Read(IReadOnlyList<TokenId> prompt)
    {
        var columns = (int)context.BatchSize;
        for (var start = 0; start < prompt.Count; start += columns)
        {
            var end = Math.Min(prompt.Count, start + columns);
            for (var position = start; position < end; position++)
                Queue(prompt[position], position, row: 0, wantsLogits: position == prompt.Count - 1);
            Decode();
        }

        var logits = Logits((prompt.Count - 1) % columns).ToArray();
        var state = context.GetState((LLamaSeqId)0);
        Clear(0);
        return new LlamaPrefix(state, prompt.Count, logits);
    }

    /// <summary>Puts a token at the end of the queue.</summary>
    public void Queue(TokenId token, int position, int row, bool wantsLogits) => _batch.Add(token.Value, position, (LLamaSeqId)row, wantsLogits);

    /// <summary>Decodes the queue.</summary>
    /// <exception cref="BenchException">llama.cpp could not.</exception>
    public void Decode()
    {
        var result = context.Decode(_batch);
        _batch.Clear();
        if (result != DecodeResult.Ok)
            throw failure(NativeLlama.Log.TakeErrors() is { } errors ? $"{result} ({errors})" : result.ToString(), IsForWantOfRoom(result));
    }

    /// <summary>Logits of the n-th token of the queue that was decoded last; valid until the next one.</summary>
    public ReadOnlySpan<float> Logits(int index) => context.NativeHandle.GetLogitsIth(index);

    /// <summary>Copies a prompt's cache into an empty row.</summary>
    public void Fork(LLamaContext.SequenceState state, int row) => Restore(state, row);

    /// <summary>Moves a row's cache into an empty row.</summary>
    public void Move(int from, int to)
    {
        using var state = context.GetState((LLamaSeqId)from);
        Restore(state, to);
        Clear(from);
    }

    /// <summary>Empties a row.</summary>
    public void Clear(int row) => context.NativeHandle.MemorySequenceRemove((LLamaSeqId)row, -1, -1);

    public void Dispose() => context.Dispose();

    private unsafe void Restore(LLamaContext.SequenceState state, int row)
    {
        if (context.NativeHandle.SetState((byte*)state.DangerousGetHandle(), state.Size, (LLamaSeqId)row) == 0)
            throw failure(NativeLlama.Log.TakeErrors() ?? "no room for a prompt", true);
    }

    /// <summary>Whether a smaller batch would help: no free slot of the cache, or memory that was not given.</summary>
    internal static bool IsForWantOfRoom(DecodeResult result) => result is DecodeResult.NoKvSlot or DecodeResult.AllocationFailed;
}
