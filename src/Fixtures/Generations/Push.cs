namespace DiversityBench.Fixtures.Generations;

/// <summary>Where a sample is pushed off its course, and with which phrase.</summary>
/// <param name="Token">Tokens of the sample that stay before the phrase.</param>
/// <param name="Phrase">The phrase that follows them.</param>
public sealed record Push(int Token, Phrase Phrase);
