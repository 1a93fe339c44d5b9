using DiversityBench.Metrics;

namespace DiversityBench.Fixtures.Tokenization.Models;

/// <summary>Takes a piece that is in the vocabulary as it is and asks for merges only otherwise (<c>ignore_merges</c>, Llama 3).</summary>
internal sealed class WholeWordModel(Dictionary<string, int> vocabulary, IWordModel words) : IWordModel
{
    public void Encode(string piece, List<TokenId> into)
    {
        if (vocabulary.TryGetValue(piece, out var id))
            into.Add(new TokenId(id));
        else
            words.Encode(piece, into);
    }
}
