using DiversityBench.Metrics;

namespace DiversityBench.Report.Results;

/// <summary>A decoding step: the token that was drawn and what is kept of the distribution that it was drawn from.</summary>
/// <param name="Token">The token as text.</param>
/// <param name="Statistics">Entropy, the five largest probabilities, nucleus and the token's own log-probability.</param>
/// <param name="Top">The most probable tokens as text, most probable first, five at most; empty where they were not kept.</param>
public sealed record ReportedStep(string Token, StepStatistics Statistics, IReadOnlyList<string> Top);
