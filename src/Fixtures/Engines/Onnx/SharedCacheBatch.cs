using DiversityBench.Metrics;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>
/// A batch for GroupQueryAttention graphs. One buffer of fixed slots serves as past and present, so a step copies nothing; a row of n
/// tokens lies in slots 0 … n - 1 (right padding; only the sum of a mask row counts), so rows of any length go together and a
/// freed row is refilled at once. A single row would run through another kernel of ONNX Runtime, whose last bits
/// differ; it is therefore run beside a row that nobody reads.
/// </summary>
internal sealed class SharedCacheBatch : ISequenceBatch
{
    private const int FewestRows = 2;
    private readonly OnnxRun _run;
    private readonly CacheBufferPool _pool;
    private readonly CacheBuffer _buffer;
    private readonly int _slots;
    private readonly int[] _lengths;
    private readonly int[] _logitsRow;
    private readonly long[] _tokens;
    private OrtValue[] _view = [];
    private int _viewRows;

    public SharedCacheBatch(OnnxRun run, CacheBufferPool pool, int capacity, int slots)
    {
        _run = run;
        _pool = pool;
        _slots = slots;
        Capacity = capacity;
        var rows = Math.Max(capacity, FewestRows);
        _lengths = new int[rows];
        _logitsRow = new int[rows];
        _tokens = new long[rows];
        _buffer = pool.Rent((long)rows * slots);
        View(rows);
    }

    public int Capacity { get; }

    public int Count { get; private set; }

    public bool AcceptsMixedLengths => true;

    public void Add(IPrefix prefix)
    {
        var source = (OnnxPrefix)prefix;
        View(_lengths.Length);
        CacheTensors.CopyRow(_run.Signature, source.Cache, 0, source.Length, _view, Count, _slots, source.Length);
        _lengths[Count++] = source.Length;
    }

    public void Remove(int row)
    {
        Count--;
        if (row == Count)
            return;
        CacheTensors.CopyRow(_run.Signature, _view, Count, _slots, _view, row, _slots, _lengths[Count]);
        _lengths[row] = _lengths[Count];
        _logitsRow[row] = _logitsRow[Count];
    }

    public void Decode(ReadOnlySpan<TokenId> tokens)
    {
        var rows = Math.Max(Count, FewestRows);
        for (var row = 0; row < Count; row++)
        {
            _lengths[row]++;
            _tokens[row] = tokens[row].Value;
            _logitsRow[row] = row;
        }

        for (var row = Count; row < rows; row++)
        {
            _lengths[row] = 1;
            _tokens[row] = 0;
        }

        View(rows);
        _run.Execute(_tokens, 1, _lengths.AsSpan(0, rows), _view, _view);
    }

    public ReadOnlySpan<float> Logits(int row) => _run.Logits(_logitsRow[row], 0, 1).Span;

    public void Dispose()
    {
        CacheTensors.Dispose(_view);
        _pool.Return(_buffer);
        _run.Dispose();
    }

    /// <summary>The first rows of the buffer as tensors of their own.</summary>
    private void View(int rows)
    {
        if (rows == _viewRows)
            return;
        CacheTensors.Dispose(_view);
        _view = _buffer.View(rows, _slots);
        _viewRows = rows;
    }
}
