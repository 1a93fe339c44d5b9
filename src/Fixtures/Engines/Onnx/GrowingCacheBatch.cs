using DiversityBench.Metrics;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>
/// A batch for graphs that append to the cache by concatenation. Padding would move the places at which ONNX Runtime's vectorised sums
/// split, and with them the last bits of a row; so all rows fork from one prefix and have one length, and the batch is
/// compacted as they end. A single row is run beside a copy of itself, for the kernel's sake.
/// </summary>
internal sealed class GrowingCacheBatch(OnnxRun run, int capacity) : ISequenceBatch
{
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
        var rows = Math.Max(Count, 2);
        Compact(rows);
        _length++;
        var ids = new long[rows];
        var lengths = new int[rows];
        Array.Fill(lengths, _length);
        for (var row = 0; row < rows; row++)
            ids[row] = tokens[Math.Min(row, Count - 1)].Value;

        var next = run.Execute(ids, 1, lengths, _cache!, null);
        CacheTensors.Dispose(_cache);
        _cache = next;
        _cacheRows = rows;
    }

    public ReadOnlySpan<float> Logits(int row) => run.Logits(_rows[row], 0, 1).Span;

    public void Dispose()
    {
        Release();
        run.Dispose();
    }

    private void Release()
    {
        CacheTensors.Dispose(_cache);
        _cache = null;
    }

    /// <summary>Gathers the rows still in use, the last one repeated up to <paramref name="rows"/>.</summary>
    private void Compact(int rows)
    {
        var inPlace = _cache is not null && _cacheRows == rows && _rows.Index().All(r => r.Item == r.Index);
        if (inPlace)
            return;
        var source = _cache ?? _prefix!.Cache;
        var gathered = CacheTensors.Allocate(run.Signature, rows, _length);
        for (var row = 0; row < rows; row++)
        {
            var from = _cache is null ? 0 : _rows[Math.Min(row, Count - 1)];
            CacheTensors.CopyRow(run.Signature, source, from, _length, gathered, row, _length, _length);
        }

        Release();
        _cache = gathered;
        for (var row = 0; row < Count; row++)
            _rows[row] = row;
    }
}
