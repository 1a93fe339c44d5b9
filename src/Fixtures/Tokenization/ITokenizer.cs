using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Tokenization;

/// <summary>Text to token ids and back, for one model. Implementations are safe for concurrent use.</summary>
public interface ITokenizer
{
    /// <summary>Number of ids, added tokens included: the largest id plus one.</summary>
    int VocabularySize { get; }

    /// <summary>Encodes text; special tokens written in the text are recognised, those of the post-processor are added.</summary>
    /// <param name="text">Any text; the empty text gives only what the post-processor adds.</param>
    /// <param name="addSpecialTokens">False leaves out what the post-processor adds (a rendered chat template has its own).</param>
    IReadOnlyList<TokenId> Encode(string text, bool addSpecialTokens = true);

    /// <summary>Decodes ids; special tokens are left out unless asked for.</summary>
    string Decode(IReadOnlyList<TokenId> tokens, bool skipSpecialTokens = true);

    /// <summary>The id of a token written literally, null if there is none.</summary>
    TokenId? Find(string token);

    /// <summary>The token of an id as the vocabulary writes it, null where the id has none or lies outside.</summary>
    string? Token(TokenId id);
}
