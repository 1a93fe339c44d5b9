using DiversityBench.Fixtures.Engines;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>
/// A batch with one cache stream a row. Row n is stream n: llama.cpp decodes neighbouring streams together, so a freed row is filled
/// by the last one. Rows that are too few are decoded beside others that nobody reads.
/// </summary>
internal sealed class LlamaRows(RowContext context, int capacity, int vocabularySize, int leastRows) : ISequenceBatch
{
    private readonly int[] _lengths = new int[capacity];
    private readonly int[] _logitsRow = new int[capacity];
    private readonly float[] _logits = new float[capacity * vocabularySize];

    public int Capacity => capacity;

    public int Count { get; private set; }

    public bool AcceptsMixedLengths => true;

    public void Add(IPrefix prefix)
    {
        context.Fork(((LlamaPrefix)prefix).State, Count);
        _lengths[Count++] = prefix.Length;
    }

    public void Remove(int row)
    {
        context.Clear(row);
        Count--;
        if (row == Count)
            return;
        context.Move(Count, row);
        (_lengths[row], _logitsRow[row]) = (_lengths[Count], _logitsRow[Count]);
    }

    public void Decode(ReadOnlySpan<TokenId> tokens)
    {
        var rows = Math.Max(Count, leastRows);
        for (var row = 0; row < Count; row++)
            context.Queue(tokens[row], _lengths[row]++, row, wantsLogits: true);
        for (var row = Count; row < rows; row++)
            context.Queue(tokens[0], 0, row, wantsLogits: true);
        context.Decode();
        for (var row = Count; row < rows; row++)
            context.Clear(row);
        for (var row = 0; row < Count; row++)
        {
            // The span is llama.cpp's own, and another decoding step of the context overwrites it.
            context.Logits(row).CopyTo(_logits.AsSpan(row * vocabularySize));
            _logitsRow[row] = row;
        }
    }

    public ReadOnlySpan<float> Logits(int row) => _logits.AsSpan(_logitsRow[row] * vocabularySize, vocabularySize);

    public void Dispose() => context.Dispose();
}
