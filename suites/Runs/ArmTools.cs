using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics.Sentiment;

namespace DiversityBench.Suites.Runs;

/// <summary>What turns text into numbers, made once a run.</summary>
/// <param name="Tokenizer">The pair's tokenizer.</param>
/// <param name="VocabularySize">Size of its vocabulary.</param>
/// <param name="Embed">Unit sentence embeddings of texts, in their order.</param>
/// <param name="Sentiment">VADER.</param>
internal sealed record ArmTools(
    ITokenizer Tokenizer,
    int VocabularySize,
    Func<IReadOnlyList<string>, IReadOnlyList<ReadOnlyMemory<float>>> Embed,
    VaderAnalyzer Sentiment);
