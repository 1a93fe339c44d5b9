using DiversityBench.Fixtures.Engines;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;

namespace DiversityBench.Tests.Fixtures.Engines;

/// <summary>A transparent model: the logits after a text are a function that the test gives. It counts what it is asked.</summary>
internal sealed class FakeEngine(int vocabularySize, int contextLength, Func<IReadOnlyList<TokenId>, float[]> logits) : ILogitEngine
{
    private int _prefixes;

    /// <summary>Prefixes that are not disposed of.</summary>
    public int Prefixes => _prefixes;

    public int Prefills { get; private set; }

    /// <summary>Most prefixes that were alive at a time.</summary>
    public int MostPrefixes { get; private set; }

    public int DecodedRows { get; private set; }

    public int BatchSize { get; init; } = 4;

    public int Workers { get; init; } = 1;

    public bool MixesLengths { get; init; } = true;

    public string Fingerprint => "fake";

    public int VocabularySize => vocabularySize;

    public int ContextLength => contextLength;

    public IPrefix Prefill(IReadOnlyList<TokenId> prompt)
    {
        lock (this)
        {
            Prefills++;
            MostPrefixes = Math.Max(MostPrefixes, ++_prefixes);
        }

        return new Prefix(this, prompt, logits(prompt));
    }

    public ISequenceBatch CreateBatch(int longest, int appended) => new Batch(this, logits);

    public void Score(IReadOnlyList<TokenId> tokens, LogitReader onLogits)
    {
        for (var i = 0; i < tokens.Count; i++)
            onLogits(i, logits([.. tokens.Take(i + 1)]));
    }

    public void Dispose()
    {
    }

    private sealed record Prefix(FakeEngine Engine, IReadOnlyList<TokenId> Tokens, float[] Row) : IPrefix
    {
        private bool _disposed;

        public int Length => Tokens.Count;

        public ReadOnlyMemory<float> Logits => Row;

        public IReadOnlyList<TokenId> Read() => _disposed ? throw new ObjectDisposedException(nameof(Prefix)) : Tokens;

        public void Dispose()
        {
            lock (Engine)
                Engine._prefixes -= _disposed ? throw new ObjectDisposedException(nameof(Prefix)) : 1;
            _disposed = true;
        }
    }

    private sealed class Batch(FakeEngine engine, Func<IReadOnlyList<TokenId>, float[]> logits) : ISequenceBatch
    {
        private readonly List<List<TokenId>> _rows = [];
        private readonly List<Prefix> _forkedFrom = [];
        private readonly List<float[]> _logits = [];

        public int Capacity => engine.BatchSize;

        public int Count => _rows.Count;

        public bool AcceptsMixedLengths => engine.MixesLengths;

        public void Add(IPrefix prefix)
        {
            if (!AcceptsMixedLengths && _rows.Exists(r => r.Count != prefix.Length))
                throw new InvalidOperationException("rows of different lengths");
            _rows.Add([.. ((Prefix)prefix).Tokens]);
            _forkedFrom.Add((Prefix)prefix);
            _logits.Add([]);
        }

        public void Remove(int row)
        {
            _rows[row] = _rows[^1];
            _forkedFrom[row] = _forkedFrom[^1];
            _forkedFrom.RemoveAt(_forkedFrom.Count - 1);
            _logits[row] = _logits[^1];
            _rows.RemoveAt(_rows.Count - 1);
            _logits.RemoveAt(_logits.Count - 1);
        }

        public void Decode(ReadOnlySpan<TokenId> tokens)
        {
            for (var row = 0; row < _rows.Count; row++)
            {
                _forkedFrom[row].Read();
                _rows[row].Add(tokens[row]);
                _logits[row] = logits(_rows[row]);
            }

            lock (engine)
                engine.DecodedRows += _rows.Count;
        }

        public ReadOnlySpan<float> Logits(int row) => _logits[row];

        public void Dispose()
        {
        }
    }
}

/// <summary>Token n is the letter n after 'a'.</summary>
internal sealed class LetterTokenizer(int size) : ITokenizer
{
    public int VocabularySize => size;

    public IReadOnlyList<TokenId> Encode(string text, bool addSpecialTokens = true) => [.. text.Select(c => new TokenId(c - 'a'))];

    public string Decode(IReadOnlyList<TokenId> tokens, bool skipSpecialTokens = true) => string.Concat(tokens.Select(t => (char)('a' + t.Value)));

    public TokenId? Find(string token) => new TokenId(token[0] - 'a');

    public string? Token(TokenId id) => id.Value >= 0 && id.Value < size ? ((char)('a' + id.Value)).ToString() : null;
}
