using DiversityBench.Metrics;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>
/// A batch for graphs that append to the cache by concatenation. Padding would move the places at which ONNX Runtime's vectorised sums
/// split, and with them the last bits of a row; so all rows fork from one prefix and have one length, and the batch is
/// compacted as they end. A single row is run beside a copy of itself, for the kernel's sake. Two buffers take turns as past and present.
/// </summary>
internal sealed class GrowingCacheBatch : ISequenceBatch
{
    private const int FewestRows = 2;
    private readonly OnnxRun _run;
    private readonly CacheBufferPool _pool;
    private readonly List<int> _rows = [];
    private CacheBuffer _buffer;
    private CacheBuffer _spare;
    private OnnxPrefix? _prefix;
    private OrtValue[]? _cache;
    private int _cacheRows;
    private int _length;

    public GrowingCacheBatch(OnnxRun run, CacheBufferPool pool, int capacity, int slots)
    {
        _run = run;
        _pool = pool;
        Capacity = capacity;
        var tokens = (long)Math.Max(capacity, FewestRows) * slots;
        (_buffer, _spare) = (pool.Rent(tokens), pool.Rent(tokens));
    }

    public int Capacity { get; }

    public int Count => _rows.Count;

    public bool AcceptsMixedLengths => false;

    public void Add(IPrefix prefix)
    {
        if (Count > 0 && (_cache is not null || !ReferenceEquals(prefix, _prefix)))
            throw new InvalidOperationException("Expected all rows to fork from one prefix before the first step, since this graph takes rows of one length only.");
        Release();
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
        Compact(rows);
        _length++;
        var ids = new long[rows];
        var lengths = new int[rows];
        Array.Fill(lengths, _length);
        for (var row = 0; row < rows; row++)
            ids[row] = tokens[Math.Min(row, Count - 1)].Value;

        var next = _spare.View(rows, _length);
        try
        {
            _run.Execute(ids, 1, lengths, _cache!, next);
        }
        catch
        {
            CacheTensors.Dispose(next);
            throw;
        }

        Replace(next, rows);
    }

    public ReadOnlySpan<float> Logits(int row) => _run.Logits(_rows[row], 0, 1).Span;

    public void Dispose()
    {
        Release();
        _pool.Return(_buffer);
        _pool.Return(_spare);
        _run.Dispose();
    }

    private void Release()
    {
        CacheTensors.Dispose(_cache);
        _cache = null;
    }

    private void Replace(OrtValue[] cache, int rows)
    {
        Release();
        (_cache, _cacheRows) = (cache, rows);
        (_buffer, _spare) = (_spare, _buffer);
    }

    /// <summary>Gathers the rows still in use, the last one repeated up to <paramref name="rows"/>.</summary>
    private void Compact(int rows)
    {
        var inPlace = _cache is not null && _cacheRows == rows && _rows.Index().All(r => r.Item == r.Index);
        if (inPlace)
            return;
        var source = _cache ?? _prefix!.Cache;
        var gathered = _spare.View(rows, _length);
        for (var row = 0; row < rows; row++)
        {
            var from = _cache is null ? 0 : _rows[Math.Min(row, Count - 1)];
            CacheTensors.CopyRow(_run.Signature, source, from, _length, gathered, row, _length, _length);
        }

        Replace(gathered, rows);
        for (var row = 0; row < Count; row++)
            _rows[row] = row;
    }
}
