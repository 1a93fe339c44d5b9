using DiversityBench.Fixtures.Models;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics.Sentiment;

namespace DiversityBench.Suites.Runs;

/// <summary>What draws samples and turns text into numbers, made once a run.</summary>
/// <param name="Sampler">Draws samples of arms.</param>
/// <param name="Sharpened">A copy of a model whose logits are divided by a temperature, one copy a run.</param>
/// <param name="Blocked">Blocked mass along texts.</param>
/// <param name="Tokenizer">The base model's tokenizer.</param>
/// <param name="VocabularySize">Size of the larger vocabulary.</param>
/// <param name="HasOneVocabulary">Whether both models number the same tokens alike.</param>
/// <param name="Embed">Unit sentence embeddings of texts, in their order.</param>
/// <param name="Sentiment">VADER.</param>
/// <param name="Once">What takes long and depends on an arm's texts alone.</param>
internal sealed record ArmTools(
    ArmSampler Sampler,
    Func<LanguageModel, double, LanguageModel> Sharpened,
    BlockedMassService Blocked,
    ITokenizer Tokenizer,
    int VocabularySize,
    bool HasOneVocabulary,
    Func<IReadOnlyList<string>, IReadOnlyList<ReadOnlyMemory<float>>> Embed,
    VaderAnalyzer Sentiment,
    OnceByTexts Once)
    : TextTools(VocabularySize, HasOneVocabulary, Embed, Sentiment, Once)
{
    /// <summary>The manifest's encoders that the run did not choose.</summary>
    public IReadOnlyList<NamedEncoder> OtherEncoders { get; init; } = [];

    /// <summary>An arm whose model's logits are divided by a temperature.</summary>
    public Arm At(double temperature, Arm arm) => temperature == 1 ? arm : arm with { Model = Sharpened(arm.Model, temperature) };
}

/// <summary>An encoder with its name.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="HasOneVocabulary">Whether both models number the same tokens alike.</param>
/// <param name="Embed">Unit sentence embeddings of texts, in their order.</param>
internal sealed record NamedEncoder(string Name, Func<IReadOnlyList<string>, IReadOnlyList<ReadOnlyMemory<float>>> Embed);
