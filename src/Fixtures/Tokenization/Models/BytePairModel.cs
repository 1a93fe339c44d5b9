using DiversityBench.Metrics;
using Microsoft.ML.Tokenizers;

namespace DiversityBench.Fixtures.Tokenization.Models;

/// <summary>Byte-pair encoding through Microsoft.ML.Tokenizers, which caches short words. (Sennrich et al. 2016.)</summary>
internal sealed class BytePairModel(Dictionary<string, int> vocabulary, List<(string Left, string Right)> merges, TokenizerNode model) : IWordModel
{
    private readonly BpeTokenizer _words = BpeTokenizer.Create(new BpeOptions(vocabulary)
    {
        Merges = merges.Select(merge => $"{merge.Left} {merge.Right}"),
        UnknownToken = model.Find("unk_token")?.Text,
        FuseUnknownTokens = model.Flag("fuse_unk"),
    });

    public void Encode(string piece, List<TokenId> into)
    {
        foreach (var id in _words.EncodeToIds(piece, considerPreTokenization: false, considerNormalization: false))
            into.Add(new TokenId(id));
    }
}
