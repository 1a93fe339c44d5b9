using DiversityBench.Metrics;

namespace DiversityBench.Suites.Attractors;

/// <summary>How a sample goes on where it was pushed, and how it would have gone on.</summary>
/// <param name="Unpushed">Tokens of the sample from the place of the push on.</param>
/// <param name="Pushed">Tokens that the model added after the phrase.</param>
internal sealed record PushedSample(IReadOnlyList<TokenId> Unpushed, IReadOnlyList<TokenId> Pushed);
