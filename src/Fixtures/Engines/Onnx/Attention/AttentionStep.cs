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
    private int[] _order = [];

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
    public BlockedCache? Own { get; private set; }

    /// <summary>Rows sorted by the cache that they share.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Queries of one key/value head that are computed together: they share a cache.</summary>
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
    public void Prepare(IReadOnlyList<AttentionRow> rows, int columns, BlockedCache? own)
    {
        (Rows, Columns, Own) = (rows, columns, own);
        if (_order.Length != rows.Count)
            _order = new int[rows.Count];
        var places = new Dictionary<BlockedCache, List<int>>();
        for (var row = 0; row < rows.Count; row++)
        {
            if (!places.TryGetValue(rows[row].Shared, out var sharers))
                places.Add(rows[row].Shared, sharers = []);
            sharers.Add(row);
        }

        _tiles.Clear();
        var start = 0;
        foreach (var sharers in places.Values)
        {
            sharers.CopyTo(_order, start);
            var queries = sharers.Count * columns * _operator.Group;
            for (var query = 0; query < queries; query += Panel.MostRows)
                _tiles.Add(new AttentionTile((start * columns * _operator.Group) + query, Math.Min(Panel.MostRows, queries - query)));
            start += sharers.Count;
        }
    }

    public void Dispose()
    {
        _operator.Unregister(Address);
        _tensor.Dispose();
    }
}
