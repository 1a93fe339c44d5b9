using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>
/// A batch for graphs whose attention is ours: rows read the cache of their prompt where it lies and keep only their own tokens. Rows of
/// any prompt and length go together. A single row would run through other matrix products of ONNX Runtime, whose last bits
/// differ; it is therefore run beside a row that nobody reads.
/// </summary>
internal sealed class SharedPrefixBatch : ISequenceBatch
{
    private const int FewestRows = 2;
    private readonly OnnxRun _run;
    private readonly AttentionStep _step;
    private readonly RowCache _own;
    private readonly List<AttentionRow> _rows = [];
    private readonly int[] _logitsRow;
    private readonly int[] _lengths;
    private readonly long[] _tokens;
    private readonly Stack<int> _free;

    public SharedPrefixBatch(OnnxRun run, AttentionStep step, CacheBufferPool pool, int capacity, int appended)
    {
        (_run, _step, Capacity) = (run, step, capacity);
        _own = new RowCache(run.Signature, pool, capacity, appended);
        _logitsRow = new int[capacity];
        _lengths = new int[Math.Max(capacity, FewestRows)];
        _tokens = new long[_lengths.Length];
        _free = new Stack<int>(Enumerable.Range(0, capacity).Reverse());
    }

    public int Capacity { get; }

    public int Count => _rows.Count;

    public bool AcceptsMixedLengths => true;

    public void Add(IPrefix prefix) => _rows.Add(new AttentionRow(((SharedPrefix)prefix).Cache, prefix.Length, _free.Pop(), 0));

    public void Remove(int row)
    {
        _free.Push(_rows[row].Place);
        _rows[row] = _rows[^1];
        _logitsRow[row] = _logitsRow[Count - 1];
        _rows.RemoveAt(Count - 1);
    }

    public void Decode(ReadOnlySpan<TokenId> tokens)
    {
        if (_rows.Exists(row => row.OwnLength >= _own.Slots))
            throw new InvalidOperationException($"Expected at most {_own.Slots} tokens beyond a prompt, as the batch was made for, but found one more.");
        var rows = Math.Max(Count, FewestRows);
        for (var row = 0; row < rows; row++)
        {
            _tokens[row] = row < Count ? tokens[row].Value : 0;
            _lengths[row] = row < Count ? _rows[row].Length + 1 : 1;
        }

        _step.Prepare(_rows, 1, _own);
        _run.Execute(_tokens, 1, _lengths.AsSpan(0, rows), _step.Tensors, []);
        for (var row = 0; row < Count; row++)
        {
            _rows[row] = _rows[row] with { OwnLength = _rows[row].OwnLength + 1 };
            _logitsRow[row] = row;
        }
    }

    public ReadOnlySpan<float> Logits(int row) => _run.Logits(_logitsRow[row], 0, 1).Span;

    public void Dispose()
    {
        _run.Dispose();
        _step.Dispose();
        _own.Dispose();
    }
}
