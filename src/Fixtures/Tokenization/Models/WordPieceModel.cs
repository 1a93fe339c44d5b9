using System.Text;
using DiversityBench.Metrics;
using Microsoft.ML.Tokenizers;

namespace DiversityBench.Fixtures.Tokenization.Models;

/// <summary>WordPiece through Microsoft.ML.Tokenizers: longest match from the left, or one unknown token. (Wu et al. 2016.)</summary>
internal sealed class WordPieceModel : IWordModel
{
    private readonly WordPieceTokenizer _words;

    public WordPieceModel(Dictionary<string, int> vocabulary, TokenizerNode model)
    {
        // The library reads vocab.txt: one token a line, its number the id.
        var lines = new string[vocabulary.Values.Max() + 1];
        Array.Fill(lines, "");
        foreach (var (token, id) in vocabulary)
            lines[id] = token;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        _words = WordPieceTokenizer.Create(stream, new WordPieceOptions
        {
            UnknownToken = model["unk_token"].Text,
            ContinuingSubwordPrefix = model.TextOr("continuing_subword_prefix", "##"),
            MaxInputCharsPerWord = model.Find("max_input_chars_per_word")?.Number ?? 100,
        });
    }

    public void Encode(string piece, List<TokenId> into)
    {
        foreach (var id in _words.EncodeToIds(piece, considerPreTokenization: false, considerNormalization: false))
            into.Add(new TokenId(id));
    }
}
