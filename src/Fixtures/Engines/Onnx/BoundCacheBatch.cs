using DiversityBench.Metrics;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>
/// A batch whose cache never leaves the device: what a step puts out is bound as the next step's input, and rows are picked there
/// (<see cref="CacheGather"/>). All rows fork from one prefix and have one length. Runs on the processor as well, where it serves tests.
/// </summary>
internal sealed class BoundCacheBatch(OnnxRun run, CacheGather gather, int capacity) : ISequenceBatch
{
    private const int FewestRows = 2; // as in GrowingCacheBatch: one row alone has other last bits
    private readonly List<int> _rows = [];
    private OnnxPrefix? _prefix;
    private OrtValue[]? _cache;
    private int _cacheRows;
    private int _length;

    public int Capacity => capacity;

    public int Count => _rows.Count;

    public bool AcceptsMixedLengths => false;

    public void Add(IPrefix prefix)
    {
        if (Count > 0 && (_cache is not null || !ReferenceEquals(prefix, _prefix)))
            throw new InvalidOperationException("Expected all rows to fork from one prefix before the first step, since the rows of a bound cache have one length only.");
        Replace(null, 0);
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
        var rows = Math.Max(Count, FewestRows);
        if (_cache is null || _cacheRows != rows || _rows.Index().Any(r => r.Item != r.Index))
            Pick(rows);
        _length++;
        var ids = new long[rows];
        var lengths = new int[rows];
        Array.Fill(lengths, _length);
        for (var row = 0; row < rows; row++)
            ids[row] = tokens[Math.Min(row, Count - 1)].Value;
        Replace(run.Execute(ids, 1, lengths, _cache!, null), rows);
    }

    public ReadOnlySpan<float> Logits(int row) => run.Logits(_rows[row], 0, 1).Span;

    public void Dispose()
    {
        Replace(null, 0);
        run.Dispose();
    }

    private void Replace(OrtValue[]? cache, int rows)
    {
        CacheTensors.Dispose(_cache);
        (_cache, _cacheRows) = (cache, rows);
    }

    /// <summary>Gathers the rows still in use, the last one repeated up to <paramref name="rows"/>.</summary>
    private void Pick(int rows)
    {
        var from = new long[rows];
        for (var row = 0; row < rows; row++)
            from[row] = _cache is null ? 0 : _rows[Math.Min(row, Count - 1)];
        Replace(gather.Pick(_cache ?? _prefix!.Cache, from), rows);
        for (var row = 0; row < Count; row++)
            _rows[row] = row;
    }
}
