using System.Text;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using LLama;
using LLama.Native;

namespace DiversityBench.Fixtures.LLamaSharp;

/// <summary>The tokenizer that a GGUF file holds, run by llama.cpp.</summary>
internal sealed class LlamaTokenizer : ITokenizer, IDisposable
{
    private const LLamaTokenAttr Written = LLamaTokenAttr.Control | LLamaTokenAttr.UserDefined | LLamaTokenAttr.Unknown | LLamaTokenAttr.Byte | LLamaTokenAttr.Unused;
    private readonly LLamaWeights _vocabulary;
    private readonly string?[] _tokens;
    private readonly Dictionary<string, TokenId> _ids;
    private readonly bool _stripsFirstBlank;

    /// <param name="vocabulary">The file's vocabulary; owned.</param>
    public LlamaTokenizer(LLamaWeights vocabulary)
    {
        _vocabulary = vocabulary;
        _tokens = [.. Enumerable.Range(0, vocabulary.Vocab.Count).Select(Spell)];
        _ids = new Dictionary<string, TokenId>(StringComparer.Ordinal);
        foreach (var (id, token) in _tokens.Index())
        {
            if (token is not null)
                _ids.TryAdd(token, new TokenId(id));
        }

        _stripsFirstBlank = vocabulary.Vocab.Type == LLamaVocabType.SentencePiece && vocabulary.Metadata.GetValueOrDefault("tokenizer.ggml.add_space_prefix") != "false";
    }

    public int VocabularySize => _tokens.Length;

    // Special tokens are recognised in any text, as tokenizer.json has it; a rendered template needs that.
    public IReadOnlyList<TokenId> Encode(string text, bool addSpecialTokens = true)
        => [.. _vocabulary.Tokenize(text, addSpecialTokens, special: true, Encoding.UTF8).Select(token => new TokenId((int)token))];

    public string Decode(IReadOnlyList<TokenId> tokens, bool skipSpecialTokens = true)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)token.Value, (uint)_tokens.Length, nameof(tokens));
            bytes.AddRange(Bytes(token.Value, !skipSpecialTokens));
        }

        // Of a text the tokenizer puts a blank in front, which is no part of it.
        return Encoding.UTF8.GetString([.. _stripsFirstBlank && bytes is [(byte)' ', ..] ? bytes[1..] : bytes]);
    }

    public TokenId? Find(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    public string? Token(TokenId id) => (uint)id.Value < (uint)_tokens.Length ? _tokens[id.Value] : null;

    public void Dispose() => _vocabulary.Dispose();

    /// <summary>A token as the vocabulary writes it: bytes in the byte alphabet, or blanks as lower blocks.</summary>
    private string? Spell(int id)
    {
        var bytes = Bytes(id, special: true);
        if ((((LLamaToken)id).GetAttributes(_vocabulary.Vocab) & Written) != 0)
        {
            return _vocabulary.Vocab.Type == LLamaVocabType.SentencePiece && (((LLamaToken)id).GetAttributes(_vocabulary.Vocab) & LLamaTokenAttr.Byte) != 0
                ? $"<0x{bytes[0]:X2}>"
                : Encoding.UTF8.GetString(bytes);
        }

        return _vocabulary.Vocab.Type == LLamaVocabType.BytePairEncoding ? ByteAlphabet.Spell(bytes) : Encoding.UTF8.GetString(bytes).Replace(' ', '▁');
    }

    private byte[] Bytes(int id, bool special)
    {
        Span<byte> buffer = stackalloc byte[128];
        var length = (int)_vocabulary.NativeHandle.TokenToSpan(id, buffer, 0, special);
        if (length <= buffer.Length)
            return buffer[..length].ToArray();
        var longer = new byte[length];
        _vocabulary.NativeHandle.TokenToSpan(id, longer, 0, special);
        return longer;
    }
}
