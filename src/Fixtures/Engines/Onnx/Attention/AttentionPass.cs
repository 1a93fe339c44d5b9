using System.Buffers;
using System.Numerics.Tensors;

namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>
/// Attention of one layer in one run: softmax(scale q k^T) v over the shared cache, then over the row's own tokens. All queries that share
/// a cache are multiplied with it together, so it is read once for eight of them (Hydragen, Juravsky et al. 2024). The sums of a query run
/// over its tokens in order, so its bits depend on no other query.
/// </summary>
internal sealed unsafe class AttentionPass(AttentionNode node, AttentionStep step)
{
    private const int Alignment = 64;
    private readonly int headSize = node.HeadSize;
    private Exception? _failure;

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

    /// <summary>Parts that may run at the same time.</summary>
    public int Units => node.KeyValueHeads * step.Tiles.Count;

    private int QueryStride => headSize * (node.Packed ? node.Heads + (2 * node.KeyValueHeads) : node.Heads);

    private int OutputStride => headSize * node.Heads;

    /// <summary>Puts the new keys and values into the caches; rows that the step does not know get zeros.</summary>
    public void Begin(int rows, int columns)
    {
        if (rows < step.Rows.Count || columns != step.Columns)
            throw new InvalidOperationException($"Expected {step.Rows.Count} rows of {step.Columns} tokens, but found {rows} of {columns}.");
        var key = stackalloc float[headSize];
        for (var row = 0; row < step.Rows.Count; row++)
        {
            var state = step.Rows[row];
            for (var column = 0; column < columns; column++)
            {
                var token = (row * columns) + column;
                for (var head = 0; head < node.KeyValueHeads; head++)
                {
                    Rotate(KeyOf(token, head), state.Length + column, 1, key);
                    if (step.Own is { } own)
                        own.Write(node.Layer, state.Place, head, state.OwnLength + column, key, ValueOf(token, head));
                    else
                        state.Shared.Write(node.Layer, 0, head, state.SharedLength + column, key, ValueOf(token, head));
                }
            }
        }

        var known = (long)step.Rows.Count * columns * OutputStride;
        new Span<float>(Output + known, checked((int)(((long)rows * columns * OutputStride) - known))).Clear();
    }

    public void TryRun(int unit)
    {
        try
        {
            Run(unit);
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
    }

    public void ThrowIfFailed()
    {
        if (_failure is not null)
            throw new InvalidOperationException(_failure.Message, _failure);
    }

    /// <summary>Computes a tile of queries of one key/value head.</summary>
    public void Run(int unit)
    {
        var tile = step.Tiles[unit % step.Tiles.Count];
        var head = unit / step.Tiles.Count;
        var (sharedMost, ownMost) = (0, 0);
        for (var i = 0; i < tile.Count; i++)
        {
            var (row, column, _) = Place(tile.Start + i);
            sharedMost = Math.Max(sharedMost, SharedSeen(row, column));
            ownMost = Math.Max(ownMost, OwnSeen(row, column));
        }

        var sharedWidth = BlockedCache.Padded(sharedMost);
        var width = sharedWidth + BlockedCache.Padded(ownMost);
        var rented = ArrayPool<float>.Shared.Rent((Panel.MostRows * (width + (2 * headSize))) + (Alignment / sizeof(float)));
        fixed (float* memory = rented)
        {
            var scores = (float*)(((nint)memory + Alignment - 1) & -Alignment);
            var queries = scores + (Panel.MostRows * width);
            var sums = queries + (Panel.MostRows * headSize);
            Tile(tile, head, sharedMost, sharedWidth, width, scores, queries, sums);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private void Tile(AttentionTile tile, int head, int sharedMost, int sharedWidth, int width, float* scores, float* queries, float* sums)
    {
        var shared = step.Rows[Place(tile.Start).Row].Shared;
        for (var i = 0; i < tile.Count; i++)
        {
            var (row, column, member) = Place(tile.Start + i);
            var query = Queries + (((long)((row * step.Columns) + column)) * QueryStride) + (((head * node.Group) + member) * headSize);
            Rotate(query, step.Rows[row].Length + column, node.Scale, queries + (i * headSize));
        }

        for (var slot = 0; slot < sharedWidth; slot += BlockedCache.Lanes)
            Panel.Multiply(queries, headSize, shared.Keys(node.Layer, 0, head) + (slot * headSize), headSize, scores + slot, width, tile.Count, add: false);
        for (var i = 0; i < tile.Count; i++)
        {
            var (row, column, _) = Place(tile.Start + i);
            var line = scores + (i * width);
            var own = OwnSeen(row, column);
            for (var slot = 0; slot < own; slot += BlockedCache.Lanes)
                Panel.Multiply(queries + (i * headSize), headSize, step.Own!.Keys(node.Layer, step.Rows[row].Place, head) + (slot * headSize), headSize, line + sharedWidth + slot, width, 1, add: false);
            var seen = SharedSeen(row, column);
            new Span<float>(line + seen, sharedWidth - seen).Fill(float.NegativeInfinity);
            new Span<float>(line + sharedWidth + own, width - sharedWidth - own).Fill(float.NegativeInfinity);
        }

        var weights = stackalloc float[Panel.MostRows];
        for (var i = 0; i < tile.Count; i++)
            weights[i] = 1 / Exponentials(new Span<float>(scores + (i * width), width));

        var values = shared.Values(node.Layer, 0, head);
        for (var part = 0; part < headSize; part += BlockedCache.Lanes)
            Panel.Multiply(scores, width, values + (part * shared.Slots), sharedMost, sums + part, headSize, tile.Count, add: false);
        for (var i = 0; i < tile.Count; i++)
        {
            var (row, column, member) = Place(tile.Start + i);
            var sum = sums + (i * headSize);
            var own = OwnSeen(row, column);
            if (own > 0)
            {
                var ownValues = step.Own!.Values(node.Layer, step.Rows[row].Place, head);
                for (var part = 0; part < headSize; part += BlockedCache.Lanes)
                    Panel.Multiply(scores + (i * width) + sharedWidth, width, ownValues + (part * step.Own.Slots), own, sum + part, headSize, 1, add: true);
            }

            var output = Output + ((long)((row * step.Columns) + column) * OutputStride) + (((head * node.Group) + member) * headSize);
            TensorPrimitives.Multiply(new ReadOnlySpan<float>(sum, headSize), weights[i], new Span<float>(output, headSize));
        }
    }

    /// <summary>Replaces scores by exp(score - largest); returns their sum.</summary>
    private static float Exponentials(Span<float> scores)
    {
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max(scores), scores);
        TensorPrimitives.Exp(scores, scores);
        return TensorPrimitives.Sum(scores);
    }

    private (int Row, int Column, int Member) Place(int query)
    {
        var (token, member) = Math.DivRem(query, node.Group);
        var (row, column) = Math.DivRem(token, step.Columns);
        return (step.Order[row], column, member);
    }

    private int SharedSeen(int row, int column) => step.Rows[row].SharedLength + (step.Own is null ? column + 1 : 0);

    private int OwnSeen(int row, int column) => step.Own is null ? 0 : step.Rows[row].OwnLength + column + 1;

    private float* KeyOf(int token, int head)
        => node.Packed ? Queries + ((long)token * QueryStride) + ((node.Heads + head) * headSize) : Keys + (((long)token * node.KeyValueHeads) + head) * headSize;

    private float* ValueOf(int token, int head)
        => node.Packed ? Queries + ((long)token * QueryStride) + ((node.Heads + node.KeyValueHeads + head) * headSize) : Values + (((long)token * node.KeyValueHeads) + head) * headSize;

    private void Rotate(float* vector, int position, float scale, float* result)
    {
        if (Cosines is null)
        {
            for (var i = 0; i < headSize; i++)
                result[i] = vector[i] * scale;
            return;
        }

        var table = (long)position * (headSize / 2);
        Rotary.Turn(vector, headSize, Cosines + table, Sines + table, node.Interleaved, scale, result);
    }
}
