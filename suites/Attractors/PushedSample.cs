using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics;
using DiversityBench.Suites.Runs;

namespace DiversityBench.Suites.Attractors;

/// <summary>How a sample goes on where it was pushed, and how it would have gone on.</summary>
/// <param name="Sample">The sample that was pushed.</param>
/// <param name="Push">Where, and with what.</param>
/// <param name="Unpushed">Tokens of the sample from the place of the push on.</param>
/// <param name="Pushed">Tokens that the model added after the phrase.</param>
internal sealed record PushedSample(Sample Sample, Push Push, IReadOnlyList<TokenId> Unpushed, IReadOnlyList<TokenId> Pushed);
