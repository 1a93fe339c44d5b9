using DiversityBench.Fixtures.Generations;
using DiversityBench.Metrics.Tokens;
using DiversityBench.Metrics.ValidOutputs;

namespace DiversityBench.Suites.Runs;

/// <summary>A generation as a suite sees it.</summary>
/// <param name="Generation">What the model generated.</param>
/// <param name="Text">The answer as a reader sees it, with what the prompt supplied of it.</param>
/// <param name="Validity">Whether it is an answer of the kind asked for.</param>
internal sealed record Sample(Generation Generation, string Text, Validity Validity)
{
    /// <summary>What was generated, token by token; null where its tokens are not known.</summary>
    public ITokenizedText? Tokens { get; init; }

    /// <summary>Of an answer that was recorded with the five most probable tokens of its steps, their means; null for all others.</summary>
    public TopFiveSummary? TopFive { get; init; }
}
