using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Engines;

/// <summary>Sequences that are decoded together, one token each at a time. Used by one thread.</summary>
public interface ISequenceBatch : IDisposable
{
    /// <summary>Most rows at a time.</summary>
    int Capacity { get; }

    /// <summary>Rows in use: 0 … Count - 1.</summary>
    int Count { get; }

    /// <summary>
    /// Whether rows of different lengths may share the batch, so that a freed row is refilled at once. Otherwise all rows
    /// must fork from one prefix before the first <see cref="Decode"/>, and the batch shrinks as they end.
    /// </summary>
    bool AcceptsMixedLengths { get; }

    /// <summary>Forks a prefix into the next free row, which becomes row Count - 1.</summary>
    void Add(IPrefix prefix);

    /// <summary>Frees a row; the last row takes its place.</summary>
    void Remove(int row);

    /// <summary>Appends one token to every row and computes the logits that follow.</summary>
    /// <param name="tokens">One token a row. <c>[Count]</c></param>
    void Decode(ReadOnlySpan<TokenId> tokens);

    /// <summary>Logits that the last <see cref="Decode"/> computed for a row; rows removed since have moved as <see cref="Remove"/> says. <c>[vocab]</c></summary>
    ReadOnlySpan<float> Logits(int row);
}
