using DiversityBench.Fixtures.Sampling;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Generations;

/// <summary>
/// Everything that determines the samples of one prompt in one arm. Two equal requests give the same samples,
/// sample by sample, whatever the batch, the order or the thread count.
/// </summary>
/// <param name="ModelFingerprint">SHA-256 over the model's files (weights, tokenizer, configuration), hexadecimal.</param>
/// <param name="EngineFingerprint">Engine, its version, execution provider and anything else that moves logits.</param>
/// <param name="PromptTokens">The prompt as the model reads it, template and special tokens included.</param>
/// <param name="Sampling">How tokens are drawn.</param>
/// <param name="StopStrings">Texts that end a generation; the text is cut before the first one found.</param>
/// <param name="Seed">Seed of the run.</param>
public sealed record GenerationRequest(
    string ModelFingerprint,
    string EngineFingerprint,
    IReadOnlyList<TokenId> PromptTokens,
    SamplingOptions Sampling,
    IReadOnlyList<string> StopStrings,
    ulong Seed)
{
    /// <summary>Fingerprint of the model whose random numbers are drawn; null for numbers of its own.</summary>
    public string? CommonNumbers { get; init; }
}
