using System.Buffers;
using System.Numerics.Tensors;
using DiversityBench.Fixtures.Engines.Onnx.Operators;

namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>
/// Attention of one layer in one run: softmax(scale q k^T) v over the shared cache, then over the row's own tokens. All queries that share
/// a cache are multiplied with it together, so it is read once for eight of them (Hydragen, Juravsky et al. 2024). The sums of a query run
/// over its tokens in order, so its bits depend on no other query.
/// </summary>
internal sealed unsafe class AttentionPass(AttentionNode node, AttentionStep step) : ParallelPass
{
    private const int Alignment = 64;

    /// <summary><c>[rows, columns, heads * head size]</c>, or with keys and values behind the queries of each token.</summary>
    public required float* Queries { get; init; }

    /// <summary><c>[rows, columns, key/value heads * head size]</c>; null where packed.</summary>
    public required float* Keys { get; init; }

    /// <summary>Like <see cref="Keys"/>.</summary>
    public required float* Values { get; init; }

    /// <summary><c>[positions, head size / 2]</c>; null where the node does not rotate.</summary>
    public required float* Cosines { get; init; }

    /// <summary>Like <see cref="Cosines"/>.</summary>
    public required float* Sines { get; init; }

    /// <summary><c>[rows, columns, heads * head size]</c></summary>
    public required float* Output { get; init; }

    /// <inheritdoc/>
    public override int Units => node.KeyValueHeads * step.Tiles.Count;

    private int QueryStride => node.HeadSize * (node.Packed ? node.Heads + (2 * node.KeyValueHeads) : node.Heads);

    private int OutputStride => node.HeadSize * node.Heads;

    /// <summary>Checks the run's shape, clears the rows that the step does not know, and puts the tokens of a prompt that is being read into its cache.</summary>
    public void Begin(int rows, int columns)
    {
        if (rows < step.Rows.Count || columns != step.Columns)
            throw new InvalidOperationException($"Expected {step.Rows.Count} rows of {step.Columns} tokens, but found {rows} of {columns}.");
        var known = (long)step.Rows.Count * columns * OutputStride;
        new Span<float>(Output + known, checked((int)(((long)rows * columns * OutputStride) - known))).Clear();
        if (step.Own is not null)
            return;
        foreach (var tile in step.Tiles)
        {
            foreach (var query in step.Queries.Slice(tile.Start, tile.Count))
            {
                for (var head = 0; query.Member == 0 && head < node.KeyValueHeads; head++)
                    Write(tile.Shared, query, head);
            }
        }
    }

    /// <summary>Computes a tile of queries of one key/value head, and first puts the own tokens into their memory.</summary>
    public override void Run(int unit)
    {
        var tile = step.Tiles[unit % step.Tiles.Count];
        var lines = (tile.Count + Panel.MostRows - 1) / Panel.MostRows * Panel.MostRows;
        var width = PanelCache.Padded(tile.SharedSeen) + PanelCache.Padded(tile.OwnSeen);
        var rented = ArrayPool<float>.Shared.Rent((lines * (width + (2 * node.HeadSize))) + (Alignment / sizeof(float)));
        fixed (float* memory = rented)
        {
            var scores = (float*)(((nint)memory + Alignment - 1) & -Alignment);
            var queries = scores + (lines * width);
            Run(tile, unit / step.Tiles.Count, scores, width, queries, queries + (lines * node.HeadSize));
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private void Run(AttentionTile tile, int head, float* scores, int width, float* vectors, float* sums)
    {
        var size = node.HeadSize;
        var queries = step.Queries.Slice(tile.Start, tile.Count);
        for (var i = 0; i < queries.Length; i++)
            Rotate(Queries + ((long)queries[i].Token * QueryStride) + (((head * node.Group) + queries[i].Member) * size), queries[i].Position, node.Scale, vectors + (i * size));

        step.Own?.Prefetch(node.Layer, queries[0].Place, head, queries[0].OwnSeen);
        var sharedWidth = PanelCache.Padded(tile.SharedSeen);
        var keys = tile.Shared.Keys(node.Layer, head);
        for (var slot = 0; slot < sharedWidth; slot += PanelCache.Lanes)
            Panel.Multiply(vectors, size, keys + (slot * size), size, scores + slot, width, queries.Length, add: false);

        var weights = stackalloc float[queries.Length];
        for (var i = 0; i < queries.Length; i++)
        {
            var query = queries[i];
            var line = scores + (i * width);
            new Span<float>(line + query.SharedSeen, sharedWidth - query.SharedSeen).Fill(float.NegativeInfinity);
            if (step.Own is null)
            {
                weights[i] = 1 / Exponentials.Replace(line, width);
                new Span<float>(sums + (i * size), size).Clear();
                continue;
            }

            if (query.Member == 0)
                Write(tile.Shared, query, head);
            if (i + 1 < queries.Length)
                step.Own.Prefetch(node.Layer, queries[i + 1].Place, head, queries[i + 1].OwnSeen);
            RowProducts.Scores(vectors + (i * size), step.Own.Keys(node.Layer, query.Place, head), size, query.OwnSeen, line + sharedWidth);
            new Span<float>(line + sharedWidth + query.OwnSeen, width - sharedWidth - query.OwnSeen).Fill(float.NegativeInfinity);
            weights[i] = 1 / Exponentials.Replace(line, width);
            RowProducts.Mix(line + sharedWidth, step.Own.Values(node.Layer, query.Place, head), size, query.OwnSeen, sums + (i * size));
        }

        var values = tile.Shared.Values(node.Layer, head);
        for (var part = 0; part < size; part += PanelCache.Lanes)
            Panel.Multiply(scores, width, values + (part * tile.Shared.Slots), tile.SharedSeen, sums + part, size, queries.Length, add: true);
        for (var i = 0; i < queries.Length; i++)
        {
            var output = Output + ((long)queries[i].Token * OutputStride) + (((head * node.Group) + queries[i].Member) * size);
            TensorPrimitives.Multiply(new ReadOnlySpan<float>(sums + (i * size), size), weights[i], new Span<float>(output, size));
        }
    }

    /// <summary>Writes a token's key and value behind those that it sees.</summary>
    private void Write(PanelCache shared, AttentionQuery query, int head)
    {
        var key = stackalloc float[node.HeadSize];
        var packed = Queries + ((long)query.Token * QueryStride) + (node.Heads * node.HeadSize);
        var place = (((long)query.Token * node.KeyValueHeads) + head) * node.HeadSize;
        var value = node.Packed ? packed + ((node.KeyValueHeads + head) * node.HeadSize) : Values + place;
        Rotate(node.Packed ? packed + (head * node.HeadSize) : Keys + place, query.Position, 1, key);
        if (step.Own is { } own)
            own.Write(node.Layer, query.Place, head, query.OwnSeen - 1, key, value);
        else
            shared.Write(node.Layer, head, query.SharedSeen - 1, key, value);
    }

    private void Rotate(float* vector, int position, float scale, float* result)
    {
        var table = (long)position * (node.HeadSize / 2);
        if (node.Rotates)
            Rotary.Turn(vector, node.HeadSize, Cosines + table, Sines + table, node.Interleaved, scale, result);
        else
            TensorPrimitives.Multiply(new ReadOnlySpan<float>(vector, node.HeadSize), scale, new Span<float>(result, node.HeadSize));
    }
}
