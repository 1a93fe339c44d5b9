using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Models;

/// <summary>One text in the contexts of two models: the same tokens, each model's own prompt before them.</summary>
/// <param name="BaseContext">Tokens that the base model reads before the text; may be empty.</param>
/// <param name="AlignedContext">Tokens that the aligned model reads before the text; may be empty.</param>
/// <param name="Tokens">The text.</param>
public sealed record ScoredText(IReadOnlyList<TokenId> BaseContext, IReadOnlyList<TokenId> AlignedContext, IReadOnlyList<TokenId> Tokens);
