using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Generations;

/// <summary>One sample: what an arm generated for one prompt.</summary>
/// <param name="SampleIndex">Index of the sample within its prompt, from 0.</param>
/// <param name="Tokens">Generated tokens, without the prompt and without the end-of-sequence token. <c>[steps]</c></param>
/// <param name="Text">Decoded text, special tokens left out, cut before a stop string.</param>
/// <param name="Steps">Statistics of every decoding step, the one that drew the end-of-sequence token included.</param>
/// <param name="Finish">Why it ended.</param>
public sealed record Generation(
    int SampleIndex,
    IReadOnlyList<TokenId> Tokens,
    string Text,
    IReadOnlyList<StepStatistics> Steps,
    FinishReason Finish);
