using System.Text.Json;
using DiversityBench.Fixtures.Tokenization.Models;
using DiversityBench.Fixtures.Tokenization.Normalization;
using DiversityBench.Fixtures.Tokenization.PreTokenization;
using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Tokenization;

/// <summary>
/// A tokenizer as <c>tokenizer.json</c> describes it: added tokens, normaliser, pre-tokenizer, BPE or WordPiece model,
/// post-processor, decoder. Ids equal those of the Hugging Face tokenizers library. The file's <c>truncation</c> and
/// <c>padding</c> are settings of a caller, not of the vocabulary, and are not applied.
/// </summary>
public sealed class HuggingFaceTokenizer : ITokenizer
{
    private readonly Dictionary<string, int> _ids;
    private readonly string?[] _tokens;
    private readonly HashSet<int> _special;
    private readonly AddedTokenMatcher _raw;
    private readonly AddedTokenMatcher _normalized;
    private readonly Func<string, string> _normalize;
    private readonly PreTokenizer _preTokenize;
    private readonly IWordModel _model;
    private readonly SpecialTokenFrame _frame;
    private readonly Func<IReadOnlyList<string>, IReadOnlyList<string>> _decode;

    private HuggingFaceTokenizer(TokenizerNode root)
    {
        const int mostIds = 1 << 24; // no model is near; a damaged number must not ask for gigabytes
        var vocabulary = WordModels.ReadVocabulary(root["model"]);
        AddedToken[] added = root.Find("added_tokens") is null ? [] : [.. root.Items("added_tokens").Select(AddedToken.Read)];
        var largest = Math.Max(vocabulary.Values.Max(), added.Select(token => token.Id.Value).DefaultIfEmpty().Max());
        if (largest >= mostIds)
            throw root["model"]["vocab"].Unexpected($"a vocabulary of ids below {mostIds}, and not {largest}");
        _model = WordModels.Read(root["model"], vocabulary);
        _normalize = Normalizers.Read(root.Find("normalizer"));
        _preTokenize = PreTokenizers.Read(root.Find("pre_tokenizer"));
        _frame = SpecialTokenFrame.Read(root.Find("post_processor"));
        _decode = TokenDecoders.Read(root.Find("decoder"));
        _raw = new AddedTokenMatcher(added.Where(token => !token.Normalized));
        _normalized = new AddedTokenMatcher(added.Where(token => token.Normalized).Select(token => token with { Content = _normalize(token.Content) }));
        _special = [.. added.Where(token => token.Special).Select(token => token.Id.Value)];
        _ids = new Dictionary<string, int>(vocabulary, StringComparer.Ordinal);
        foreach (var token in added)
            _ids[token.Content] = token.Id.Value;
        _tokens = new string?[largest + 1];
        foreach (var (token, id) in vocabulary.Concat(added.Select(token => KeyValuePair.Create(token.Content, token.Id.Value))))
            _tokens[id] = token;
    }

    /// <inheritdoc/>
    public int VocabularySize => _tokens.Length;

    /// <summary>How many ids the post-processor puts around a text.</summary>
    public int SpecialTokensPerText => _frame.Before.Count + _frame.After.Count;

    /// <summary>Reads a tokenizer.json.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not JSON, lacks something, or uses a component that is not supported: the message names its path and what is supported.</exception>
    public static HuggingFaceTokenizer Load(string tokenizerJsonPath)
    {
        if (!File.Exists(tokenizerJsonPath))
        {
            throw new FileNotFoundException(
                $"Expected {tokenizerJsonPath} to exist because the model's text is cut into tokens by it, but found no file.\n"
                + $"File: {tokenizerJsonPath}\nNext step: fetch the model again, or convert its tokenizer to tokenizer.json.", tokenizerJsonPath);
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(tokenizerJsonPath));
            return new HuggingFaceTokenizer(new TokenizerNode(document.RootElement, "$", tokenizerJsonPath));
        }
        catch (JsonException error)
        {
            throw new InvalidDataException(
                $"Expected {tokenizerJsonPath} to be JSON because it is a Hugging Face tokenizer, but found a fault in line {error.LineNumber + 1}.\n"
                + $"File: {tokenizerJsonPath}\nFault: {error.Message}\nNext step: fetch the model again, the file may be cut off.", error);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<TokenId> Encode(string text, bool addSpecialTokens = true)
    {
        var ids = new List<TokenId>((text.Length / 3) + 4);
        if (addSpecialTokens)
            ids.AddRange(_frame.Before);
        EncodeText(text, ids);
        if (addSpecialTokens)
            ids.AddRange(_frame.After);
        return ids;
    }

    /// <summary>As <see cref="Encode"/> with special tokens, the text's own tokens cut at the end so that at most <paramref name="maxLength"/> ids result.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">At least <see cref="SpecialTokensPerText"/>.</param>
    public IReadOnlyList<TokenId> EncodeTruncated(string text, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, SpecialTokensPerText);
        var ids = new List<TokenId>();
        EncodeText(text, ids);
        return [.. _frame.Before, .. ids.Take(maxLength - SpecialTokensPerText), .. _frame.After];
    }

    /// <inheritdoc/>
    /// <remarks>An incomplete UTF-8 sequence decodes to U+FFFD; decoding more tokens may turn it into a character.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in the vocabulary.</exception>
    public string Decode(IReadOnlyList<TokenId> tokens, bool skipSpecialTokens = true)
    {
        var texts = new List<string>(tokens.Count);
        foreach (var token in tokens)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)token.Value, (uint)_tokens.Length, nameof(tokens));
            if (_tokens[token.Value] is { } text && !(skipSpecialTokens && _special.Contains(token.Value)))
                texts.Add(text);
        }

        return string.Concat(_decode(texts));
    }

    /// <inheritdoc/>
    public TokenId? Find(string token) => _ids.TryGetValue(token, out var id) ? new TokenId(id) : null;

    /// <inheritdoc/>
    public string? Token(TokenId id) => (uint)id.Value < (uint)_tokens.Length ? _tokens[id.Value] : null;

    private void EncodeText(string text, List<TokenId> into)
    {
        var pieces = new List<Piece>();
        foreach (var section in _raw.Split(text))
        {
            if (section.Token is { } token)
                into.Add(token);
            else
                EncodeSection(_normalize(section.Text), section.Start == 0, pieces, into);
        }
    }

    private void EncodeSection(string normalized, bool atStart, List<Piece> pieces, List<TokenId> into)
    {
        foreach (var section in _normalized.Split(normalized))
        {
            if (section.Token is { } token)
            {
                into.Add(token);
                continue;
            }

            pieces.Clear();
            _preTokenize(new Piece(section.Text, atStart && section.Start == 0), pieces);
            foreach (var piece in pieces)
                _model.Encode(piece.Text, into);
        }
    }
}
