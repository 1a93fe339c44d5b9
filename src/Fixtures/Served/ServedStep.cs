using DiversityBench.Fixtures.Recorded;

namespace DiversityBench.Fixtures.Served;

/// <summary>One decoding step as a server tells it.</summary>
/// <param name="Token">The token as text; with a replacement character where it is part of one.</param>
/// <param name="Bytes">Its bytes; null where the server does not tell them.</param>
/// <param name="LogProbability">Natural logarithm of its probability. <c>nats</c></param>
/// <param name="Top">The most probable tokens.</param>
internal sealed record ServedStep(string Token, byte[]? Bytes, double LogProbability, IReadOnlyList<TokenLogProbability> Top);
