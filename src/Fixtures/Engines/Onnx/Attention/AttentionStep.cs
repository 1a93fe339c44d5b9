using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>
/// Where the keys and values of the rows of a run lie, for the attention operator. The graph's cache inputs are bound to <see cref="Tensors"/>,
/// which hold no keys: their address tells the operator whose run it is.
/// </summary>
internal sealed class AttentionStep : IDisposable
{
    private readonly AttentionOperator _operator;
    private readonly OrtValue _tensor;
    private readonly List<AttentionTile> _tiles = [];
    private readonly List<AttentionQuery> _queries = [];

    public AttentionStep(AttentionOperator attention, DecoderSignature signature)
    {
        _operator = attention;
        _tensor = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, signature.CacheType, [1, signature.KeyValueHeads, 1, signature.HeadSize]);
        Tensors = [.. Enumerable.Repeat(_tensor, signature.PastNames.Count)];
        _operator.Register(Address, this);
    }

    /// <summary>One tensor a cache input of the graph.</summary>
    public OrtValue[] Tensors { get; }

    /// <summary>Rows of the run, in the order of the graph's rows; further rows of the graph get zeros.</summary>
    public IReadOnlyList<AttentionRow> Rows { get; private set; } = [];

    /// <summary>New tokens of every row.</summary>
    public int Columns { get; private set; }

    /// <summary>Memory of the rows' own tokens; null where the new tokens go to the shared cache (a prompt that is being read).</summary>
    public RowCache? Own { get; private set; }

    /// <summary>The queries of a key/value head, sorted by the cache that they share.</summary>
    public ReadOnlySpan<AttentionQuery> Queries => CollectionsMarshal.AsSpan(_queries);

    /// <summary>Parts of <see cref="Queries"/>.</summary>
    public IReadOnlyList<AttentionTile> Tiles => _tiles;

    private unsafe nint Address
    {
        get
        {
            fixed (byte* data = _tensor.GetTensorMutableRawData())
                return (nint)data;
        }
    }

    /// <summary>Sets the rows of the next run.</summary>
    public void Prepare(IReadOnlyList<AttentionRow> rows, int columns, RowCache? own)
    {
        (Rows, Columns, Own) = (rows, columns, own);
        _queries.Clear();
        _tiles.Clear();
        var most = Math.Max(1, Panel.MostRows / _operator.Group) * _operator.Group;
        foreach (var sharers in Enumerable.Range(0, rows.Count).GroupBy(row => rows[row].Shared))
        {
            var start = _queries.Count;
            foreach (var row in sharers)
                AddQueries(row);
            for (; start < _queries.Count; start += most)
                AddTile(sharers.Key, start, Math.Min(most, _queries.Count - start));
        }
    }

    public void Dispose()
    {
        _operator.Unregister(Address);
        _tensor.Dispose();
    }

    private void AddQueries(int row)
    {
        var state = Rows[row];
        for (var column = 0; column < Columns; column++)
        {
            var (sharedSeen, ownSeen) = Own is null ? (state.SharedLength + column + 1, 0) : (state.SharedLength, state.OwnLength + column + 1);
            for (var member = 0; member < _operator.Group; member++)
                _queries.Add(new AttentionQuery((row * Columns) + column, member, state.Length + column, sharedSeen, state.Place, ownSeen));
        }
    }

    private void AddTile(PanelCache shared, int start, int count)
    {
        var (sharedSeen, ownSeen) = (0, 0);
        foreach (var query in Queries.Slice(start, count))
            (sharedSeen, ownSeen) = (Math.Max(sharedSeen, query.SharedSeen), Math.Max(ownSeen, query.OwnSeen));
        _tiles.Add(new AttentionTile(shared, start, count, sharedSeen, ownSeen));
    }
}
