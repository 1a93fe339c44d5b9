using System.Runtime.InteropServices;
using System.Text;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Tokenization.Models;

/// <summary>
/// Byte-pair encoding in which a character without a token becomes the tokens of its UTF-8 bytes, &lt;0x00&gt; … &lt;0xFF&gt;.
/// Of all adjacent pairs the one with the earliest merge is joined, the leftmost first. (Sennrich et al. 2016; Kudo 2018.)
/// </summary>
internal sealed class ByteFallbackModel : IWordModel
{
    private readonly Dictionary<string, int> _vocabulary;
    private readonly Dictionary<long, (int Rank, int Id)> _merges = [];
    private readonly int[] _byteIds;
    private readonly int? _unknown;
    private readonly bool _fuseUnknown;

    public ByteFallbackModel(Dictionary<string, int> vocabulary, List<(string Left, string Right)> merges, TokenizerNode model)
    {
        _vocabulary = vocabulary;
        _fuseUnknown = model.Flag("fuse_unk");
        _unknown = model.Find("unk_token") is { } unknown ? vocabulary[unknown.Text] : null;
        _byteIds = [.. Enumerable.Range(0, 256).Select(b => vocabulary.GetValueOrDefault($"<0x{b:X2}>", -1))];
        for (var rank = 0; rank < merges.Count; rank++)
        {
            var (left, right) = merges[rank];
            _merges[Key(vocabulary[left], vocabulary[right])] = (rank, vocabulary[left + right]);
        }
    }

    public void Encode(string piece, List<TokenId> into)
    {
        var symbols = CollectionsMarshal.AsSpan(Symbols(piece));
        Merge(symbols);
        for (var at = 0; at < symbols.Length; at = symbols[at].Next)
            into.Add(new TokenId(symbols[at].Id));
    }

    private List<Symbol> Symbols(string piece)
    {
        var symbols = new List<Symbol>(piece.Length);
        var lastIsUnknown = false;
        foreach (var rune in piece.EnumerateRunes())
        {
            var text = rune.ToString();
            var ids = _vocabulary.TryGetValue(text, out var id) ? [id] : Array.ConvertAll(Encoding.UTF8.GetBytes(text), b => _byteIds[b]);
            var isUnknown = ids.Contains(-1);
            if (isUnknown)
                ids = _unknown is { } unknown && !(lastIsUnknown && _fuseUnknown) ? [unknown] : [];
            foreach (var symbol in ids)
                symbols.Add(new Symbol { Id = symbol, Previous = symbols.Count - 1, Next = symbols.Count + 1 });
            lastIsUnknown = isUnknown;
        }

        return symbols;
    }

    /// <summary>Joins pairs in place; a symbol that was swallowed keeps its slot with id -1. O(n log n): such models often split nothing.</summary>
    private void Merge(Span<Symbol> symbols)
    {
        var queue = new PriorityQueue<(int At, int Left, int Right, int Id), long>();
        for (var i = 0; i < symbols.Length; i++)
            Enqueue(symbols, i);
        while (queue.TryDequeue(out var pair, out _))
        {
            ref var left = ref symbols[pair.At];
            if (left.Id != pair.Left || left.Next >= symbols.Length || symbols[left.Next].Id != pair.Right)
                continue; // one of the two has been joined otherwise since
            ref var right = ref symbols[left.Next];
            left.Id = pair.Id;
            left.Next = right.Next;
            right.Id = -1;
            if (left.Next < symbols.Length)
                symbols[left.Next].Previous = pair.At;
            Enqueue(symbols, pair.At);
            if (left.Previous >= 0)
                Enqueue(symbols, left.Previous);
        }

        void Enqueue(Span<Symbol> from, int at)
        {
            if (from[at].Next < from.Length && (from[at].Id, from[from[at].Next].Id) is var (left, right) && _merges.TryGetValue(Key(left, right), out var merge))
                queue.Enqueue((at, left, right, merge.Id), ((long)merge.Rank << 32) | (uint)at);
        }
    }

    private static long Key(int left, int right) => ((long)left << 32) | (uint)right;

    private struct Symbol
    {
        public int Id;
        public int Previous;
        public int Next;
    }
}
