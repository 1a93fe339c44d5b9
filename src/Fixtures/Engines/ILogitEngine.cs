using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Engines;

/// <summary>
/// A model that gives the full next-token distribution at every step, forks sequences and scores given text.
/// Prefixes and batches are independent of each other: several threads may use several at a time.
/// </summary>
public interface ILogitEngine : IDisposable
{
    /// <summary>Engine, version, provider and instruction set: all that moves logits besides the model.</summary>
    string Fingerprint { get; }

    /// <summary>Length of a row of logits.</summary>
    int VocabularySize { get; }

    /// <summary>Most tokens of a sequence, prompt included.</summary>
    int ContextLength { get; }

    /// <summary>How many batches are best decoded at a time.</summary>
    int Workers { get; }

    /// <summary>Evaluates a prompt.</summary>
    /// <param name="prompt">1 … <see cref="ContextLength"/> tokens.</param>
    IPrefix Prefill(IReadOnlyList<TokenId> prompt);

    /// <summary>Makes an empty batch.</summary>
    /// <param name="longest">Most tokens that any of its sequences will reach, prompt included; bounds its memory.</param>
    /// <param name="appended">Most tokens that any of its sequences will get beyond its prompt.</param>
    ISequenceBatch CreateBatch(int longest, int appended);

    /// <summary>Scores given text (teacher forcing).</summary>
    /// <param name="tokens">1 … <see cref="ContextLength"/> tokens.</param>
    /// <param name="onLogits">Called for positions 0 … n - 1 in order with the logits of the token that follows that position. <c>[vocab]</c></param>
    void Score(IReadOnlyList<TokenId> tokens, LogitReader onLogits);
}
