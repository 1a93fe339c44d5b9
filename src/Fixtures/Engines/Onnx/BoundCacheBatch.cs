using DiversityBench.Metrics;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>
/// A batch whose cache never leaves the device: what a step puts out is bound as the next step's input, and a prompt's row is copied there
/// (<see cref="CacheGather"/>). All rows fork from one prefix and have one length. Every step computes as many rows as the batch can hold: those that nobody
/// reads repeat a token (<see cref="GpuBatch"/>). Runs on the processor as well, where it serves tests.
/// </summary>
internal sealed class BoundCacheBatch(OnnxRun run, CacheGather gather, int capacity) : ISequenceBatch
{
    private const int FewestRows = 2; // as in GrowingCacheBatch: one row alone has other last bits
    private readonly List<int> _rows = [];
    private OnnxPrefix? _prefix;
    private OrtValue[]? _cache;
    private int _length;

    public int Capacity => capacity;

    public int Count => _rows.Count;

    public bool AcceptsMixedLengths => false;

    public void Add(IPrefix prefix)
    {
        if (Count > 0 && (_cache is not null || !ReferenceEquals(prefix, _prefix)))
            throw new InvalidOperationException("Expected all rows to fork from one prefix before the first step, since the rows of a bound cache have one length only.");
        Replace(null);
        _prefix = (OnnxPrefix)prefix;
        _length = prefix.Length;
        _rows.Add(Count);
    }

    public void Remove(int row)
    {
        _rows[row] = _rows[^1];
        _rows.RemoveAt(_rows.Count - 1);
    }

    public void Decode(ReadOnlySpan<TokenId> tokens)
    {
        var rows = Math.Max(capacity, FewestRows);
        if (_cache is null)
            Replace(gather.Pick(_prefix!.Cache, new long[rows]));
        _length++;
        var ids = new long[rows];
        var lengths = new int[rows];
        Array.Fill(ids, tokens[0].Value);
        Array.Fill(lengths, _length);
        for (var row = 0; row < Count; row++)
            ids[_rows[row]] = tokens[row].Value;
        Replace(run.Execute(ids, 1, lengths, _cache!, null));
    }

    public ReadOnlySpan<float> Logits(int row) => run.Logits(_rows[row], 0, 1).Span;

    public void Dispose()
    {
        Replace(null);
        run.Dispose();
    }

    private void Replace(OrtValue[]? cache)
    {
        CacheTensors.Dispose(_cache);
        _cache = cache;
    }
}
