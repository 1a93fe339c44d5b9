namespace DiversityBench.Fixtures.Recorded;

/// <summary>A token and its log-probability.</summary>
/// <param name="Token">The token as text.</param>
/// <param name="LogProbability">Natural logarithm of its probability, at most 0. <c>nats</c></param>
public sealed record TokenLogProbability(string Token, double LogProbability);
