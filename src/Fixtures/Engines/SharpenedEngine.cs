using System.Globalization;
using System.Numerics.Tensors;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Engines;

/// <summary>
/// A model whose logits are those of another one over a temperature: below 1 it is sharper by a known amount, with nothing learnt. It
/// serves as a control that poses as an aligned model. Statistics and draws see the sharpened logits.
/// </summary>
/// <param name="engine">The other model; it is used, not owned.</param>
/// <param name="temperature">Positive and finite; 1 changes nothing.</param>
public sealed class SharpenedEngine(ILogitEngine engine, double temperature) : ILogitEngine
{
    private readonly float _factor = temperature > 0 && double.IsFinite(temperature)
        ? (float)(1 / temperature)
        : throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature that logits are divided by must be positive and finite.");

    /// <inheritdoc/>
    public string Fingerprint => FingerprintOf(engine.Fingerprint, temperature);

    /// <inheritdoc/>
    public int VocabularySize => engine.VocabularySize;

    /// <inheritdoc/>
    public int ContextLength => engine.ContextLength;

    /// <inheritdoc/>
    public int Workers => engine.Workers;

    /// <summary>Fingerprint of an engine, sharpened.</summary>
    public static string FingerprintOf(string fingerprint, double temperature) => string.Create(CultureInfo.InvariantCulture, $"{fingerprint}; logits over {temperature}");

    /// <inheritdoc/>
    public IPrefix Prefill(IReadOnlyList<TokenId> prompt)
    {
        var inner = engine.Prefill(prompt);
        var logits = new float[inner.Logits.Length];
        TensorPrimitives.Multiply(inner.Logits.Span, _factor, logits);
        return new Prefix(inner, logits);
    }

    /// <inheritdoc/>
    public ISequenceBatch CreateBatch(int longest, int appended) => new Batch(engine.CreateBatch(longest, appended), _factor, engine.VocabularySize);

    /// <inheritdoc/>
    public void Score(IReadOnlyList<TokenId> tokens, LogitReader onLogits)
    {
        var row = new float[engine.VocabularySize];
        engine.Score(tokens, (position, logits) =>
        {
            TensorPrimitives.Multiply(logits, _factor, row);
            onLogits(position, row);
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed record Prefix(IPrefix Inner, ReadOnlyMemory<float> Logits) : IPrefix
    {
        public int Length => Inner.Length;

        public void Dispose() => Inner.Dispose();
    }

    private sealed class Batch(ISequenceBatch inner, float factor, int vocabularySize) : ISequenceBatch
    {
        private readonly float[] _row = new float[vocabularySize];

        public int Capacity => inner.Capacity;

        public int Count => inner.Count;

        public bool AcceptsMixedLengths => inner.AcceptsMixedLengths;

        public void Add(IPrefix prefix) => inner.Add(((Prefix)prefix).Inner);

        public void Remove(int row) => inner.Remove(row);

        public void Decode(ReadOnlySpan<TokenId> tokens) => inner.Decode(tokens);

        public ReadOnlySpan<float> Logits(int row)
        {
            TensorPrimitives.Multiply(inner.Logits(row), factor, _row);
            return _row;
        }

        public void Dispose() => inner.Dispose();
    }
}
