using DiversityBench.Fixtures.Templates;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Models;

/// <summary>How a model reads and writes text, from its own files.</summary>
/// <param name="Tokenizer">Its tokenizer; disposed of with the model where it can be.</param>
/// <param name="Config">Chat templates and special tokens.</param>
/// <param name="EndOfSequence">Tokens that end a generation.</param>
/// <param name="ContextLength">Most tokens of a sequence: the model's own, or fewer where models.json says so.</param>
public sealed record ModelWriting(ITokenizer Tokenizer, TokenizerConfig Config, IReadOnlySet<TokenId> EndOfSequence, int ContextLength)
{
    /// <summary>Its tokens as text.</summary>
    public TokenTexts TokenTexts { get; } = new(Tokenizer);
}
